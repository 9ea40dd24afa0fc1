import type { Queue } from '../transport/index.js'
import { reachable } from './queue-exchange.js'

/** Milliseconds after which the queue goes that no instance uses any more. */
const EXPIRES = 24 * 60 * 60 * 1000

/**
 * The queue of a message that makes whoever holds it the one of all instances that does something.
 * The broker delivers to one consumer alone until that one is gone, then to another.
 */
export function batonQueue(service: string, method: string): Queue {
  return reachable({
    name: `timer-${service}.${method}`,
    expires: EXPIRES,
    arguments: { 'x-single-active-consumer': true },
  })
}
