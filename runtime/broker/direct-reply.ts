import { randomBytes } from 'node:crypto'
import type { Message } from './message.js'
import { shortstrAt } from './shortstr.js'

/** The name under which a client consumes replies without a queue. */
export const REPLY_TO = 'amq.rabbitmq.reply-to'

const PREFIX = `${REPLY_TO}.`

/** A routing key of the default exchange that only who is told it can know. */
export function makeReplyKey(): string {
  return `${PREFIX}${randomBytes(24).toString('base64')}`
}

export function isReplyKey(routingKey: string): boolean {
  return routingKey.startsWith(PREFIX)
}

/** Whether the publisher asks for replies without a queue. */
export function asksForDirectReply({ spots, properties }: Message): boolean {
  const at = spots.replyTo
  return at >= 0 && properties[at] === REPLY_TO.length && shortstrAt(properties, at) === REPLY_TO
}

/** The message with the key to which the reply has to go. */
export function withReplyKey(message: Message, replyTo: string): Message {
  return message.with({ replyTo })
}
