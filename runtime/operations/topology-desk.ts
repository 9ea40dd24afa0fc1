import { openQueueDesk, type QueueDesk } from '../amqp/index.js'
import { brokerAccess, type Config } from '../config/index.js'
import { isServiceError } from '../errors/index.js'
import type { Logger } from '../log/index.js'
import type { Exchange, Queue } from '../transport/index.js'
import type { BrokerPolicy } from './broker-policy.js'
import type { ManagementApi } from './management-api.js'
import type { ProjectTopology } from './project-topology.js'

/** Something that is at the broker in another way than it should be, or not at all. */
export interface Drift {
  readonly what: 'exchange' | 'queue' | 'binding' | 'policy'
  readonly name: string
  readonly how: 'missing' | 'different'
  /** Of what is different: in the broker's words, where it has refused. */
  readonly why?: string
}

/** @throws {BrokerUnreachable} {@link BrokerRefused} */
export async function openTopologyDesk(
  config: Config,
  logger: Logger,
  api: ManagementApi | undefined,
): Promise<TopologyDesk> {
  const access = await brokerAccess(config)
  return new TopologyDesk(await openQueueDesk({ ...access, name: 'mycelia topology', logger }), api)
}

/** Compares a topology with a broker, and brings it there. */
export class TopologyDesk implements AsyncDisposable {
  readonly #desk: QueueDesk
  readonly #api: ManagementApi | undefined

  /** @param api Without it, nothing is known of bindings and policies. */
  constructor(desk: QueueDesk, api: ManagementApi | undefined) {
    this.#desk = desk
    this.#api = api
  }

  /** What the broker has in another way. Nothing is changed. */
  async compare(topology: ProjectTopology): Promise<readonly Drift[]> {
    const drifts: (Drift | undefined)[] = []
    for (const exchange of topology.exchanges) drifts.push(await this.#exchange(exchange))
    for (const queue of topology.queues) {
      const drift = await this.#queue(queue)
      drifts.push(drift)
      if (drift?.how !== 'missing') drifts.push(...(await this.#bindings(queue)))
    }
    for (const policy of topology.policies) drifts.push(await this.#policy(policy))
    return drifts.filter((drift) => drift !== undefined)
  }

  /**
   * Makes what is missing, and changes policies. What is there in another way stays: its messages
   * would be lost with it.
   * @returns what was done, and what stays different.
   */
  async apply(
    topology: ProjectTopology,
  ): Promise<{ readonly done: readonly Drift[]; readonly left: readonly Drift[] }> {
    const drifts = await this.compare(topology)
    const isLeft = ({ what, how }: Drift) => how === 'different' && what !== 'policy'
    const left = drifts.filter(isLeft)
    const different = new Set(left.map(({ what, name }) => `${what} ${name}`))
    const exchanges = topology.exchanges.filter(({ name }) => !different.has(`exchange ${name}`))
    const queues = topology.queues.filter(({ name }) => !different.has(`queue ${name}`))
    await this.#desk.declare({ exchanges, queues })
    const changed = new Set(drifts.filter(({ what }) => what === 'policy').map(({ name }) => name))
    for (const policy of topology.policies) {
      if (changed.has(policy.name)) await this.#putPolicy(policy)
    }
    return { done: drifts.filter((drift) => !isLeft(drift)), left }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#desk[Symbol.asyncDispose]()
  }

  async #exchange(exchange: Exchange): Promise<Drift | undefined> {
    const { name } = exchange
    const isThere = await this.#desk.exists('exchange', name)
    if (!isThere) return { what: 'exchange', name, how: 'missing' }
    return this.#refused('exchange', name, { exchanges: [exchange] })
  }

  async #queue(queue: Queue): Promise<Drift | undefined> {
    const { name } = queue
    const isThere = await this.#desk.exists('queue', name)
    if (!isThere) return { what: 'queue', name, how: 'missing' }
    return this.#refused('queue', name, { queues: [{ ...queue, bindings: [] }] })
  }

  /** To declare again what is there changes nothing, and is refused where it differs. */
  async #refused(
    what: 'exchange' | 'queue',
    name: string,
    topology: Parameters<QueueDesk['declare']>[0],
  ): Promise<Drift | undefined> {
    try {
      await this.#desk.declare(topology)
      return undefined
    } catch (error) {
      if (!isServiceError(error) || error.code !== 'BrokerRefused') throw error
      return { what, name, how: 'different', why: error.message }
    }
  }

  async #bindings({ name, bindings }: Queue): Promise<readonly Drift[]> {
    const api = this.#api
    if (api === undefined) return []
    const found = await api.get<readonly Binding[]>('queues', api.vhost, name, 'bindings')
    return bindings
      .filter(({ exchange, routingKey }) => {
        return !found?.some(
          ({ source, routing_key: key }) => source === exchange && key === routingKey,
        )
      })
      .map(({ exchange, routingKey }) => {
        const binding = `${name} to ${exchange} by ${routingKey}`
        return { what: 'binding', name: binding, how: 'missing' } as const
      })
  }

  async #policy(policy: BrokerPolicy): Promise<Drift | undefined> {
    const api = this.#api
    if (api === undefined) return undefined
    const { name } = policy
    const found = await api.get<BrokerPolicy>('policies', api.vhost, name)
    if (found === undefined) return { what: 'policy', name, how: 'missing' }
    const [is, should] = [found, policy].map(canonical)
    return is === should
      ? undefined
      : { what: 'policy', name, how: 'different', why: `it is ${is}` }
  }

  async #putPolicy({ name, ...policy }: BrokerPolicy): Promise<void> {
    await this.#api?.put(policy, 'policies', this.#api.vhost, name)
  }
}

interface Binding {
  readonly source: string
  readonly routing_key: string
}

/** In an order of its own: the broker has another one. */
function canonical({ pattern, priority, definition, 'apply-to': applyTo }: BrokerPolicy): string {
  const sorted = Object.fromEntries(Object.entries(definition).sort())
  return JSON.stringify({ pattern, 'apply-to': applyTo, priority, definition: sorted })
}
