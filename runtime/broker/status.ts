import type { BrokerCore } from './broker-core.js'
import type { Queue } from './queue.js'
import type { Vhost } from './vhost.js'

/** What a broker is doing. */
export interface BrokerStatus {
  /** Seconds since it started. */
  readonly uptime: number
  readonly memory: {
    /** Bytes that waiting and unacknowledged messages take. */
    readonly messages: number
    /** Whether publishers are held back. */
    readonly alarmed: boolean
  }
  readonly connections: readonly ConnectionStatus[]
  readonly vhosts: readonly VhostStatus[]
}

export interface ConnectionStatus {
  readonly peer: string
  readonly name: string | undefined
  readonly user: string
  readonly vhost: string | undefined
  readonly state: 'opening' | 'running' | 'blocked' | 'closing'
  readonly channels: number
}

export interface VhostStatus {
  readonly name: string
  readonly exchanges: readonly {
    readonly name: string
    readonly type: string
    readonly bindings: number
    readonly published: number
  }[]
  readonly queues: readonly QueueStatus[]
}

export interface QueueStatus {
  readonly name: string
  readonly type: 'classic' | 'quorum' | 'stream'
  readonly durable: boolean
  readonly exclusive: boolean
  readonly autoDelete: boolean
  readonly consumers: number
  /** Messages that wait. */
  readonly ready: number
  /** Messages that are delivered and not yet acknowledged. */
  readonly unacknowledged: number
  /** Messages that came in, that went out and that were acknowledged since the queue is there. */
  readonly published: number
  readonly delivered: number
  readonly acknowledged: number
}

export function takeStatus(core: BrokerCore, startedAt: number): BrokerStatus {
  return {
    uptime: (performance.now() - startedAt) / 1000,
    memory: { messages: core.memory.used, alarmed: core.memory.alarmed },
    connections: [...core.connections].map((connection) => ({
      peer: connection.peer,
      name: connection.clientName,
      user: connection.user,
      vhost: connection.vhostName,
      state: connection.state,
      channels: connection.channels.size,
    })),
    vhosts: [...core.vhosts.all.values()].map(vhostStatus),
  }
}

function vhostStatus({ name, exchanges, queues }: Vhost): VhostStatus {
  return {
    name,
    exchanges: [...exchanges.values()].map(({ definition, bindings, published }) => ({
      name: definition.name,
      type: definition.type,
      bindings: bindings.size,
      published,
    })),
    queues: [...queues.values()].map(queueStatus),
  }
}

function queueStatus(queue: Queue): QueueStatus {
  const { definition, settings, counts } = queue
  return {
    name: definition.name,
    type: settings.type,
    durable: definition.durable,
    exclusive: definition.owner !== undefined,
    autoDelete: definition.autoDelete,
    consumers: queue.subscribers.size,
    ready: queue.ready.size,
    unacknowledged: queue.unacked,
    published: counts.published,
    delivered: counts.delivered,
    acknowledged: counts.acknowledged,
  }
}
