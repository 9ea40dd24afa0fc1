import type { Queue } from '../transport/index.js'
import { QUEUE_EXCHANGE, reachable } from './queue-exchange.js'

/**
 * Queues of Mycelia's own for messages whose handler has failed. They stand beside the queue that
 * a message came from, which may be Nameko's too and keeps its arguments.
 */

/** Milliseconds that a retry queue outlives its last message. */
const GRACE = 60_000

/**
 * Where a message waits before it goes back to its queue. The delay is a part of the name, because
 * a queue whose messages waited differently long would let a short wait stand behind a long one.
 * It is declared before each message, so that it expires only when it is empty.
 * @param delay Milliseconds.
 */
export function retryQueue(queue: string, delay: number): Queue {
  return reachable({
    name: `${queue}--retry-${delay}`,
    expires: delay + GRACE,
    arguments: {
      'x-message-ttl': delay,
      'x-dead-letter-exchange': QUEUE_EXCHANGE.name,
      'x-dead-letter-routing-key': queue,
    },
  })
}

/**
 * Where messages end that no handler could take. It has no arguments: the virtual host's default
 * decides on its type, policies on its limits, and looking at its messages does not count as
 * delivering them, as a quorum queue would have it.
 */
export function deadLetterQueue(queue: string): Queue {
  return reachable({ name: `${queue}--dead` })
}
