import type { Channel } from 'amqplib'
import type { ConsumeOptions, Exchange, Queue } from '../transport/index.js'
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
  const { queue, exchanges = [], prefetch } = options
  for (const exchange of exchanges) await declareExchange(channel, exchange)
  await declareQueue(channel, queue)
  if (prefetch !== undefined) await channel.prefetch(Math.min(prefetch, LARGEST_PREFETCH))
}

async function declareQueue(channel: Channel, queue: Queue): Promise<void> {
  const { name, durable = true, exclusive = false, autoDelete = false, expires, bindings } = queue
  const lifetime = expires === undefined ? {} : encodeHeaders({ 'x-expires': expires })
  await channel.assertQueue(name, { durable, exclusive, autoDelete, arguments: lifetime })
  for (const { exchange, routingKey } of bindings) {
    await channel.bindQueue(name, exchange, routingKey)
  }
}
