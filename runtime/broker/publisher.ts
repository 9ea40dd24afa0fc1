import { AmqpError } from './amqp-error.js'
import type { Channel } from './channel.js'
import { Confirms } from './confirms.js'
import { withoutBlindCopies } from './copy-keys.js'
import { asksForDirectReply, isReplyKey, withReplyKey } from './direct-reply.js'
import type { Exchange } from './exchange.js'
import { Intake, type Published } from './intake.js'
import type { Message } from './message.js'
import { checkPublished } from './publish-checks.js'
import { route } from './route.js'

/** The publishing side of a channel. */
export class Publisher {
  readonly #channel: Channel
  readonly #intake: Intake
  #confirms: Confirms | undefined

  constructor(channel: Channel) {
    this.#channel = channel
    this.#intake = new Intake(channel.host.maxMessageSize)
  }

  /** Whether the rest of a message has to come next. */
  get open(): boolean {
    return this.#intake.open
  }

  get confirming(): boolean {
    return this.#confirms !== undefined
  }

  /** From now on it tells what becomes of messages. */
  confirm(): void {
    this.#confirms ??= new Confirms(this.#channel.number, this.#channel.host)
  }

  flushConfirms(): void {
    this.#confirms?.flush()
  }

  /** @param payload That of `basic.publish`. */
  begin(payload: Buffer): void {
    this.#intake.begin(payload)
  }

  /** The next frame of a message that has begun. */
  add(type: number, payload: Buffer): void {
    const published = this.#intake.add(type, payload)
    if (published !== undefined) this.#publish(published)
  }

  /** @returns whether all queues took it. */
  send(message: Message, exchange: Exchange, mandatory: boolean): boolean {
    const { vhost } = this.#channel.host
    if (exchange.name === '' && isReplyKey(message.routingKey)) {
      // No queue: a mandatory message comes back all the same.
      vhost.replyConsumers.get(message.routingKey)?.takeReply(message)
    }
    const queues = route(vhost, exchange, message)
    if (queues.length === 0 && mandatory) this.#return(message)
    let taken = true
    const shown = withoutBlindCopies(message)
    for (const queue of queues) taken = queue.publish(shown) && taken
    return taken
  }

  #publish({ message, mandatory, immediate }: Published): void {
    const { host, transaction } = this.#channel
    host.onPublish()
    const exchange = checkPublished(host, message, immediate)
    exchange.published++
    const outgoing = asksForDirectReply(message) ? this.#withReplyKey(message) : message
    if (transaction !== undefined) transaction.publish(outgoing, exchange, mandatory)
    else {
      const taken = this.send(outgoing, exchange, mandatory)
      this.#confirms?.add(taken)
    }
  }

  #withReplyKey(message: Message): Message {
    const { replies } = this.#channel
    if (replies === undefined) throw new AmqpError(406, 'fast reply consumer does not exist')
    return withReplyKey(message, replies.key)
  }

  #return(message: Message): void {
    const { exchange, routingKey, properties, body } = withoutBlindCopies(message)
    const { number, host } = this.#channel
    this.#channel.reply('basicReturn', {
      replyCode: 312,
      replyText: 'NO_ROUTE',
      exchange,
      routingKey,
    })
    host.outgoing.content(number, properties, body)
  }
}
