import { INTROSPECTION_EXCHANGE } from '../discovery/index.js'
import type { Exchange, Queue } from '../transport/index.js'
import { deadLetterQueue, QUEUE_EXCHANGE, replyQueuePrefix, rpcExchange } from '../wire/index.js'
import type { BrokerPolicy } from './broker-policy.js'
import { beginning, exactly } from './patterns.js'
import type { NeededQueue, ServiceNeeds } from './service-needs.js'

/** What lasts at the broker of some services: what each instance has of its own is left out. */
export interface ProjectTopology {
  readonly exchanges: readonly Exchange[]
  /** With their bindings. */
  readonly queues: readonly Queue[]
  readonly policies: readonly BrokerPolicy[]
}

/** Messages that wait in a queue at most, and what comes of the next one. */
const LIMITS = {
  /** Of requests the oldest goes: most likely nobody waits for it any more. */
  requests: { 'max-length': 100_000, overflow: 'drop-head' },
  /** Whoever emits is refused, and knows. */
  events: { 'max-length': 1_000_000, overflow: 'reject-publish' },
  /** A failed message that finds no room goes back to its handler. */
  dead: { 'max-length': 100_000, overflow: 'reject-publish' },
  /** Twice what a caller has in flight at most. */
  replies: { 'max-length': 20_000, overflow: 'drop-head' },
} as const

/** How often a quorum queue gives a message out before it counts as dead: what kills its consumer. */
const DELIVERY_LIMIT = 20

/** Below policies of operators who have given theirs a priority, above those who have not. */
const PRIORITY = 1

/** The exchanges and queues of services, and policies for the limits that no queue is declared with. */
export function topologyOf(needs: readonly ServiceNeeds[]): ProjectTopology {
  const topology = new Collected()
  for (const service of needs) collect(topology, service)
  return topology
}

function collect(topology: Collected, service: ServiceNeeds): void {
  const { calls, answers, emits, declaresEvents, publishes, queues, introspection } = service
  if (answers || calls.length > 0) topology.exchange(rpcExchange(service.rpcExchange))
  if (introspection !== undefined) topology.exchange(INTROSPECTION_EXCHANGE)
  if (emits !== undefined && declaresEvents) topology.exchange(emits.exchange)
  for (const exchange of publishes) {
    if (typeof exchange === 'object') topology.exchange(exchange)
  }
  if (calls.length > 0) {
    const prefix = replyQueuePrefix(service.replyOwner)
    topology.policy(`${prefix}*`, beginning(prefix), LIMITS.replies)
  }
  for (const queue of queues) collectQueue(topology, queue)
}

function collectQueue(topology: Collected, needed: NeededQueue): void {
  const { queue, exchanges, routes, base, carries, perInstance, declare } = needed
  for (const exchange of exchanges) topology.exchange(exchange)
  for (const { exchange } of routes) topology.exchange(exchange)
  const lasts = !perInstance && !queue.exclusive && !queue.autoDelete
  if (declare && lasts) {
    const bindings = routes.map(({ exchange: { name }, routingKey }) => {
      return { exchange: name, routingKey }
    })
    topology.queue({ ...queue, bindings: [...queue.bindings, ...bindings] })
  }
  const name = perInstance ? `${base}-*` : queue.name
  const pattern = perInstance ? beginning(`${base}-`) : exactly(queue.name)
  if (carries === 'requests') topology.policy(name, pattern, LIMITS.requests)
  if (carries !== 'events' && carries !== 'messages') return
  const dead = deadLetterQueue(base)
  topology.exchange(QUEUE_EXCHANGE)
  topology.queue(dead)
  topology.policy(dead.name, exactly(dead.name), LIMITS.dead, PRIORITY + 1)
  // By policy, so that a queue that Python shares keeps its arguments.
  topology.policy(name, pattern, {
    ...LIMITS.events,
    'delivery-limit': DELIVERY_LIMIT,
    'dead-letter-exchange': QUEUE_EXCHANGE.name,
    'dead-letter-routing-key': dead.name,
  })
}

class Collected implements ProjectTopology {
  readonly #exchanges = new Map<string, Exchange>()
  readonly #queues = new Map<string, Queue>()
  readonly #policies = new Map<string, BrokerPolicy>()

  get exchanges(): readonly Exchange[] {
    return sorted(this.#exchanges)
  }

  get queues(): readonly Queue[] {
    return sorted(this.#queues)
  }

  get policies(): readonly BrokerPolicy[] {
    return sorted(this.#policies)
  }

  exchange(exchange: Exchange): void {
    this.#exchanges.set(exchange.name, exchange)
  }

  queue(queue: Queue): void {
    this.#queues.set(queue.name, queue)
  }

  policy(
    queues: string,
    pattern: string,
    definition: BrokerPolicy['definition'],
    priority: number = PRIORITY,
  ): void {
    const name = `mycelia ${queues}`
    this.#policies.set(name, {
      name,
      pattern: `^${pattern}$`,
      'apply-to': 'queues',
      priority,
      definition,
    })
  }
}

function sorted<T>(named: ReadonlyMap<string, T>): readonly T[] {
  return [...named].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value)
}
