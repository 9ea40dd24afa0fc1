import { AmqpError } from './amqp-error.js'
import type { ChannelHost } from './channel-host.js'
import { mayHaveCopies } from './copy-keys.js'
import type { Exchange } from './exchange.js'
import type { Message } from './message.js'
import { shortstrAt } from './shortstr.js'
import { typeName } from './show-table.js'

/** Milliseconds: the longest that RabbitMQ takes. */
const LONGEST = 4_294_967_295

/**
 * Everything that RabbitMQ refuses a published message for, in its order.
 * @returns the exchange that it was published to.
 */
export function checkPublished(host: ChannelHost, message: Message, immediate: boolean): Exchange {
  if (immediate) throw new AmqpError(540, 'immediate=true')
  const { vhost, access } = host
  access.check('write', 'exchange', message.exchange)
  const exchange = vhost.exchanges.get(message.exchange)
  if (exchange === undefined) throw noExchange(message.exchange, vhost.name)
  if (exchange.definition.internal) {
    const name = `'${exchange.name}' in vhost '${vhost.name}'`
    throw new AmqpError(403, `cannot publish to internal exchange ${name}`)
  }
  if (access.hasTopics && exchange.definition.type === 'topic') {
    access.checkTopic('write', exchange.name, message.routingKey)
  }
  const { spots, properties } = message
  if (spots.userId >= 0) checkUserId(shortstrAt(properties, spots.userId), access.user)
  if (spots.expiration >= 0) checkExpiration(shortstrAt(properties, spots.expiration))
  if (spots.deliveryMode >= 0) checkDeliveryMode(properties[spots.deliveryMode]!)
  if (spots.headers >= 0) checkCopies(message)
  return exchange
}

export function noExchange(name: string, vhost: string): AmqpError {
  return new AmqpError(404, `no exchange '${name}' in vhost '${vhost}'`)
}

function checkUserId(userId: string, user: string): void {
  if (userId === user) return
  const text = `user_id property set to '${userId}' but authenticated user was '${user}'`
  throw new AmqpError(406, text)
}

function checkExpiration(text: string): void {
  const reason = refuseExpiration(text)
  if (reason === undefined) return
  throw new AmqpError(406, `invalid expiration '${text}': ${reason}`)
}

/** Why it is refused, as Erlang prints it. */
function refuseExpiration(text: string): string | undefined {
  const [, digits, rest] = /^([+-]?\d+)?(.*)$/s.exec(text)!
  if (digits === undefined) return 'no_integer'
  if (rest !== '') return `{leftover_string,"${rest}"}`
  const value = Number(digits)
  if (value < 0) return `{value_negative,${value}}`
  return value > LONGEST ? `{value_too_large,${value}}` : undefined
}

function checkDeliveryMode(mode: number): void {
  if (mode === 1 || mode === 2) return
  throw new AmqpError(406, `invalid message: {delivery_mode_unknown,${mode}}`)
}

/** The headers CC and BCC have to be arrays. */
function checkCopies(message: Message): void {
  if (message.copyKeys.length > 0 || !mayHaveCopies(message)) return
  for (const name of ['CC', 'BCC']) {
    const field = message.headers.get(name)
    if (field === undefined || field.tag === 'A') continue
    const reason = `{unacceptable_type_in_header,"${name}",${typeName(field)}}`
    throw new AmqpError(406, `invalid message: ${reason}`)
  }
}
