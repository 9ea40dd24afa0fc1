import type { Exchange, Queue } from '../transport/index.js'

/**
 * What goes beyond Nameko goes through an exchange of Mycelia's own: questions about running
 * instances, and cancellations. No queue that a Python peer may share ever sees one.
 */
export const OWN_EXCHANGE: Exchange = { name: 'mycelia', type: 'topic' }

/** The routing key of cancellations of calls to a service: all its instances get them. */
export function cancelKey(service: string): string {
  return `cancel.${service}`
}

/**
 * A queue for as long as the connection lasts. The broker names it, anew on each connection: under
 * a name of its own it would be locked until the broker has noticed that the last one is gone.
 */
export function passingQueue(routingKey: string): Queue {
  return {
    name: '',
    durable: false,
    exclusive: true,
    autoDelete: true,
    bindings: [{ exchange: OWN_EXCHANGE.name, routingKey }],
  }
}
