import type { Cluster, Instance } from 'mycelia'
import { type KnownService, knownServices, unknownService } from '../known-services.js'

/** Milliseconds after which instances are asked again. */
const MAX_AGE = 5_000

/** Which services there are: those that answer when they are asked, and those that were called. */
export class Directory {
  readonly #cluster: Cluster
  readonly #asks: boolean
  readonly #called = new Map<string, Set<string>>()
  #instances: Promise<readonly Instance[]> = Promise.resolve([])
  #askedAt = Number.NEGATIVE_INFINITY

  /** @param asks Whether instances are asked at all. */
  constructor(cluster: Cluster, asks: boolean) {
    this.#cluster = cluster
    this.#asks = asks
  }

  /** All services by name. @param fresh Ask now, however short ago they were asked. */
  async services(fresh = false): Promise<ReadonlyMap<string, KnownService>> {
    const names = knownServices(await this.#ask(fresh))
    for (const [name, methods] of this.#called) {
      if (names.has(name)) continue
      const known = [...methods].map((method) => [method, { name: method }] as const)
      names.set(name, { ...unknownService(name), methods: new Map(known) })
    }
    return new Map([...names].sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  /** Remembers what has answered a call. */
  remember(service: string, method: string): void {
    const methods = this.#called.get(service) ?? new Set()
    this.#called.set(service, methods.add(method))
  }

  #ask(fresh: boolean): Promise<readonly Instance[]> {
    if (!this.#asks || (!fresh && Date.now() - this.#askedAt < MAX_AGE)) return this.#instances
    this.#askedAt = Date.now()
    this.#instances = this.#cluster.discover().catch(() => [])
    return this.#instances
  }
}
