import { encodeProperties } from '../frames/index.js'
import type { Exchange } from './exchange.js'
import type { Message } from './message.js'
import type { Queue } from './queue.js'
import type { Vhost } from './vhost.js'

const NOWHERE: readonly Queue[] = []

/** The queues that a message goes to, each once. Not to be changed. */
export function route(vhost: Vhost, exchange: Exchange, message: Message): readonly Queue[] {
  const copies = copyKeys(message)
  if (copies.length === 0) {
    if (exchange.name === '') {
      const queue = vhost.queues.get(message.routingKey)
      return queue === undefined ? NOWHERE : [queue]
    }
    if (exchange.onlyToQueues) {
      const found = exchange.route(message.routingKey, message)
      if (found.length > 0 || exchange.alternate === undefined) return found as readonly Queue[]
    }
  }
  return routeThrough(vhost, exchange, [message.routingKey, ...copies], message)
}

/** Through as many exchanges as it takes, each once. */
function routeThrough(
  vhost: Vhost,
  first: Exchange,
  keys: readonly string[],
  message: Message,
): readonly Queue[] {
  const queues = new Set<Queue>()
  const exchanges = new Set([first])
  for (const exchange of exchanges) {
    let found = false
    for (const key of keys) {
      const destinations =
        exchange.name === '' ? queueNamed(vhost, key) : exchange.route(key, message)
      for (const destination of destinations) {
        found = true
        if (destination.kind === 'queue') queues.add(destination)
        else exchanges.add(destination)
      }
    }
    const alternate = found ? undefined : vhost.exchanges.get(exchange.alternate ?? '')
    if (alternate !== undefined && exchange.alternate !== undefined) exchanges.add(alternate)
  }
  return [...queues]
}

function queueNamed(vhost: Vhost, name: string): readonly Queue[] {
  const queue = vhost.queues.get(name)
  return queue === undefined ? NOWHERE : [queue]
}

const NO_KEYS: readonly string[] = []
/** How the names of both headers end, and the tag of an array. */
const CC_ARRAY = Buffer.from('CCA')

/** A message as consumers get it: they do not learn who had a blind copy. */
export function withoutBlindCopies(message: Message): Message {
  if (copyKeys(message).length === 0) return message
  const { headers = new Map(), ...properties } = message.decoded
  if (!headers.has('BCC')) return message
  const kept = new Map([...headers].filter(([name]) => name !== 'BCC'))
  return message.with(encodeProperties({ ...properties, headers: kept }))
}

/** The further keys that the headers CC and BCC name. */
export function copyKeys(message: Message): readonly string[] {
  // Decoding headers is dear, and hardly any message has these.
  if (message.spots.headers < 0 || !message.properties.includes(CC_ARRAY)) return NO_KEYS
  const { headers } = message.decoded
  return ['CC', 'BCC'].flatMap((name) => {
    const field = headers?.get(name)
    if (field?.tag !== 'A') return []
    return field.value.flatMap((key) => (key.tag === 'S' ? [key.value] : []))
  })
}
