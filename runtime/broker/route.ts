import type { Exchange } from './exchange.js'
import type { Message } from './message.js'
import type { Queue } from './queue.js'
import type { Vhost } from './vhost.js'

const NOWHERE: readonly Queue[] = []

/** The queues that a message goes to, each once. Not to be changed. */
export function route(vhost: Vhost, exchange: Exchange, message: Message): readonly Queue[] {
  const copies = message.copyKeys
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
