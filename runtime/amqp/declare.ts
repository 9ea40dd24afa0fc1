import type { Channel } from 'amqplib'
import type { ConsumeOptions, Exchange, Queue, Topology } from '../transport/index.js'
import { encodeHeaders } from './encode-headers.js'

/** The most that `basic.qos` can say. */
const LARGEST_PREFETCH = 65_535

/**
 * Declares an exchange with exactly the arguments that Nameko sends: none. Any other would be
 * answered with 406 by the one that is there, or by ours to Python.
 */
export async function declareExchange(channel: Channel, exchange: Exchange): Promise<void> {
  const { name, type, durable = true, autoDelete = false } = exchange
  await channel.assertExchange(name, type, { durable, autoDelete })
}

/** Declares what a consumer consumes from, in Nameko's order, up to its `basic.qos`. */
export async function declareConsumed(channel: Channel, options: ConsumeOptions): Promise<void> {
  const { queue, exchanges, declare = true, routes = [], prefetch } = options
  if (declare) await declareTopology(channel, { exchanges: exchanges ?? [], queues: [queue] })
  for (const { exchange, routingKey } of routes) {
    await declareExchange(channel, exchange)
    await channel.bindQueue(queue.name, exchange.name, routingKey)
  }
  if (prefetch !== undefined) await channel.prefetch(Math.min(prefetch, LARGEST_PREFETCH))
}

export async function declareTopology(channel: Channel, topology: Topology): Promise<void> {
  const { exchanges = [], queues = [] } = topology
  for (const exchange of exchanges) await declareExchange(channel, exchange)
  for (const queue of queues) await declareQueue(channel, queue)
}

async function declareQueue(channel: Channel, queue: Queue): Promise<void> {
  const { name, durable = true, exclusive = false, autoDelete = false, expires, bindings } = queue
  const given = { ...queue.arguments, ...(expires !== undefined && { 'x-expires': expires }) }
  const options = { durable, exclusive, autoDelete, arguments: encodeHeaders(given) }
  await channel.assertQueue(name, options)
  for (const { exchange, routingKey } of bindings) {
    await channel.bindQueue(name, exchange, routingKey)
  }
}
