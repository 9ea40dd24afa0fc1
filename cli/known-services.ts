import type { EventInfo, Instance, MethodInfo, ServiceInfo } from 'mycelia'

/** A service as all of its instances tell of it. */
export interface KnownService {
  readonly name: string
  readonly doc?: string | undefined
  readonly types: Readonly<Record<string, string>>
  /** By name; of services that do not answer, those that have been called. */
  readonly methods: ReadonlyMap<string, MethodInfo>
  /** Those that it emits, by type. */
  readonly events: ReadonlyMap<string, EventInfo>
  readonly handlers: NonNullable<ServiceInfo['handlers']>
  readonly websocket: NonNullable<ServiceInfo['websocket']>
  readonly routes: NonNullable<ServiceInfo['routes']>
  readonly timers: NonNullable<ServiceInfo['timers']>
  readonly instances: readonly Instance[]
  /** Hashes of the contracts that instances fulfil: more than one while a new version spreads. */
  readonly contracts: readonly string[]
}

/** The services that instances run, by name. */
export function knownServices(instances: readonly Instance[]): Map<string, KnownService> {
  const services = new Map<string, KnownService>()
  for (const instance of instances) {
    for (const service of instance.services) {
      const known = services.get(service.name) ?? unknownService(service.name)
      services.set(service.name, addInstance(known, service, instance))
    }
  }
  return services
}

/** One that nobody has told of. */
export function unknownService(name: string): KnownService {
  const nothing = {
    types: {},
    handlers: [],
    routes: [],
    websocket: [],
    timers: [],
    instances: [],
    contracts: [],
  }
  return { name, methods: new Map(), events: new Map(), ...nothing }
}

function addInstance(known: KnownService, told: ServiceInfo, instance: Instance): KnownService {
  return {
    name: known.name,
    doc: known.doc ?? told.doc,
    types: { ...known.types, ...told.types },
    methods: new Map([
      ...known.methods,
      ...told.methods.map((method) => [method.name, method] as const),
    ]),
    events: new Map([
      ...known.events,
      ...(told.events ?? []).map((event) => [event.type, event] as const),
    ]),
    handlers: union(known.handlers, told.handlers),
    websocket: union(known.websocket, told.websocket),
    routes: union(known.routes, told.routes),
    timers: union(known.timers, told.timers),
    instances: [...known.instances, instance],
    contracts: [...new Set([...known.contracts, told.contract])],
  }
}

/** Those of both lists, each once: instances of one version tell the same. */
function union<T>(known: readonly T[], told: readonly T[] = []): readonly T[] {
  return [...new Map([...known, ...told].map((item) => [JSON.stringify(item), item])).values()]
}
