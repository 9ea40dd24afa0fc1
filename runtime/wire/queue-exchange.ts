import type { Exchange, Queue } from '../transport/index.js'

/**
 * The exchange by which Mycelia's own messages reach queues by their names: retries, dead letters,
 * batons. The broker's default exchange would do without a binding, but whoever may publish to it
 * reaches every queue there is, those of other services' requests among them; of a topic exchange a
 * user's topic permissions say which.
 */
export const QUEUE_EXCHANGE: Exchange = { name: 'mycelia-queues', type: 'topic' }

/** A queue, bound so that it is reached by its name. */
export function reachable(queue: Omit<Queue, 'bindings'>): Queue {
  return { ...queue, bindings: [{ exchange: QUEUE_EXCHANGE.name, routingKey: queue.name }] }
}
