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

/**
 * Declares what a consumer consumes from, in Nameko's order, up to its `basic.qos`.
 * @returns the queue's name, also where the broker has chosen it.
 */
export async function declareConsumed(channel: Channel, options: ConsumeOptions): Promise<string> {
  const { queue, exchanges = [], declare = true, prefetch } = options
  if (declare) await declareTopology(channel, { exchanges })
  const name = declare ? await assertQueue(channel, queue) : queue.name
  await bindQueue(channel, name, options)
  if (prefetch !== undefined) await channel.prefetch(Math.min(prefetch, LARGEST_PREFETCH))
  return name
}

/** Declares the exchanges of a queue that is consumed from, and its bindings to them; not the queue. */
export async function bindConsumed(
  channel: Channel,
  name: string,
  options: ConsumeOptions,
): Promise<void> {
  const { exchanges = [], declare = true } = options
  if (declare) await declareTopology(channel, { exchanges })
  await bindQueue(channel, name, options)
}

export async function declareTopology(channel: Channel, topology: Topology): Promise<void> {
  const { exchanges = [], queues = [] } = topology
  for (const exchange of exchanges) await declareExchange(channel, exchange)
  for (const queue of queues) await bindQueue(channel, await assertQueue(channel, queue), { queue })
}

/** @returns its name. */
async function assertQueue(channel: Channel, queue: Queue): Promise<string> {
  const { name, durable = true, exclusive = false, autoDelete = false, expires } = queue
  const given = { ...queue.arguments, ...(expires !== undefined && { 'x-expires': expires }) }
  const options = { durable, exclusive, autoDelete, arguments: encodeHeaders(given) }
  return (await channel.assertQueue(name, options)).queue
}

async function bindQueue(
  channel: Channel,
  name: string,
  { queue, declare = true, routes = [] }: Pick<ConsumeOptions, 'queue' | 'declare' | 'routes'>,
): Promise<void> {
  for (const { exchange, routingKey } of declare ? queue.bindings : []) {
    await channel.bindQueue(name, exchange, routingKey)
  }
  for (const { exchange, routingKey } of routes) {
    await declareExchange(channel, exchange)
    await channel.bindQueue(name, exchange.name, routingKey)
  }
}
