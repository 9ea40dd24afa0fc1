import type { Cluster, Instance, MethodInfo } from 'mycelia'

/** Milliseconds after which instances are asked again. */
const MAX_AGE = 5_000

/** A service as all of its instances tell of it. */
export interface KnownService {
  readonly name: string
  readonly doc?: string | undefined
  readonly types: Readonly<Record<string, string>>
  /** By name; of services that do not answer, those that have been called. */
  readonly methods: ReadonlyMap<string, MethodInfo>
  readonly instances: readonly Instance[]
  /** Hashes of the contracts that instances fulfil: more than one while a new version spreads. */
  readonly contracts: readonly string[]
}

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
    const names = new Map<string, KnownService>()
    for (const instance of await this.#ask(fresh)) {
      for (const service of instance.services) {
        const known = names.get(service.name)
        names.set(service.name, {
          name: service.name,
          doc: known?.doc ?? service.doc,
          types: { ...known?.types, ...service.types },
          methods: new Map([
            ...(known?.methods ?? []),
            ...service.methods.map((method) => [method.name, method] as const),
          ]),
          instances: [...(known?.instances ?? []), instance],
          contracts: [...new Set([...(known?.contracts ?? []), service.contract])],
        })
      }
    }
    for (const [name, methods] of this.#called) {
      if (names.has(name)) continue
      const known = [...methods].map((method) => [method, { name: method }] as const)
      const nothing = { types: {}, instances: [], contracts: [] }
      names.set(name, { name, methods: new Map(known), ...nothing })
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
