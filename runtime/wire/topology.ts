import type { Exchange, Queue } from '../transport/index.js'

/**
 * Nameko's exchanges and queues. A queue or exchange that Python peers declare too has exactly the
 * arguments that they send: RabbitMQ answers any difference with 406.
 */

/** The configuration key `rpc_exchange`, unless changed. */
export const RPC_EXCHANGE = 'nameko-rpc'

/** How long a reply queue outlives its consumer, in milliseconds (`rpc.py`, `RPC_REPLY_QUEUE_TTL`). */
const REPLY_QUEUE_EXPIRES = 300_000

/** The exchange that carries requests and replies alike. */
export function rpcExchange(name: string = RPC_EXCHANGE): Exchange {
  return { name, type: 'topic' }
}

/** The queue that all instances of a service take requests from. */
export function rpcQueue(service: string, exchange: string): Queue {
  return { name: `rpc-${service}`, bindings: [{ exchange, routingKey: `${service}.*` }] }
}

/**
 * The queue that one caller takes its replies from. It outlives a lost connection, so that a call
 * in flight is answered after a reconnect.
 * @param owner The calling service, or what stands for it.
 * @param id What requests name as their `reply_to`: a UUID.
 */
export function replyQueue(owner: string, id: string, exchange: string): Queue {
  return {
    name: replyQueuePrefix(owner) + id,
    expires: REPLY_QUEUE_EXPIRES,
    bindings: [{ exchange, routingKey: id }],
  }
}

/** What stands for the calling service where there is none (`standalone/rpc.py`). */
export const STANDALONE_CALLER = 'standalone_rpc_client'

/** What the names of a caller's reply queues begin with, before the id of each. */
export function replyQueuePrefix(owner: string): string {
  return `rpc.reply-${owner}-`
}

/**
 * Whether a `reply_to` can be a reply key. Methods are routed by keys with a dot; a caller must not
 * make a service publish there with the service's rights.
 */
export function isReplyKey(replyTo: string | undefined): replyTo is string {
  return replyTo !== undefined && /^[\w-]{1,128}$/.test(replyTo)
}
