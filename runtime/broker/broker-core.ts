import type { Logger } from '../log/index.js'
import type { Connection } from './connection.js'
import type { Memory } from './memory.js'
import type { PolicyBook } from './policies.js'
import type { Strictness } from './strict.js'
import type { Users } from './users.js'
import { Vhost } from './vhost.js'

/** Bounds of a broker. */
export interface BrokerLimits {
  /** Bytes of the largest frame. */
  readonly frameMax: number
  readonly channelMax: number
  /** Seconds between signs of life, as proposed to clients; 0 for none. */
  readonly heartbeat: number
  readonly maxMessageSize: number
  readonly maxConnections: number
  /** Milliseconds from the first packet to an open connection. */
  readonly handshakeTimeout: number
}

/** What all connections of a broker share. */
export interface BrokerCore {
  readonly limits: BrokerLimits
  readonly log: Logger
  readonly memory: Memory
  readonly strict: Strictness
  readonly users: Users
  readonly vhosts: Vhosts
  readonly connections: Set<Connection>
}

/** The virtual hosts of a broker. */
export class Vhosts {
  readonly all: Map<string, Vhost> = new Map()
  readonly #memory: Memory
  readonly #policies: PolicyBook
  readonly #log: Logger
  readonly #open: boolean

  /** @param open Whether a virtual host comes into being when somebody first names it. */
  constructor(memory: Memory, policies: PolicyBook, log: Logger, open: boolean) {
    this.#memory = memory
    this.#policies = policies
    this.#log = log
    this.#open = open
  }

  add(name: string): Vhost {
    const existing = this.all.get(name)
    if (existing !== undefined) return existing
    const vhost = new Vhost(name, this.#memory, this.#policies, this.#log)
    this.all.set(name, vhost)
    return vhost
  }

  find(name: string): Vhost | undefined {
    return this.all.get(name) ?? (this.#open ? this.add(name) : undefined)
  }

  close(): void {
    for (const vhost of this.all.values()) vhost.close()
  }
}
