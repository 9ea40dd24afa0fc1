import type {
  EventDescription,
  HandlerDescription,
  RouteDescription,
  TimerDescription,
} from '../service/index.js'

/** What a running instance tells of itself when it is asked. */
export interface Instance {
  /** Unique to one start of one process. */
  readonly id: string
  readonly host: string
  readonly pid: number
  /** When it started, as ISO 8601. */
  readonly started: string
  readonly versions: { readonly mycelia: string; readonly node: string }
  /** The URL of its HTTP server, if it has one. */
  readonly http?: string
  readonly services: readonly ServiceInfo[]
  /** Docs, or more, were left out: with them the answer would have been too large. */
  readonly shortened?: true
}

export interface ServiceInfo {
  /** The name on the wire. */
  readonly name: string
  /** The hash of its contract. */
  readonly contract: string
  readonly doc?: string
  readonly methods: readonly MethodInfo[]
  /** Events that it emits. */
  readonly events?: readonly EventInfo[]
  /** Events that it handles, and queues that it consumes. */
  readonly handlers?: readonly HandlerDescription[]
  /** What it answers over web sockets. */
  readonly websocket?: readonly MethodInfo[]
  /** What it answers over HTTP. */
  readonly routes?: readonly RouteDescription[]
  /** What it does by the clock. */
  readonly timers?: readonly TimerDescription[]
  /** The types that signatures speak of, by name, as TypeScript. */
  readonly types?: Readonly<Record<string, string>>
}

export interface MethodInfo {
  /** The name on the wire. */
  readonly name: string
  /** As TypeScript, with the names on the wire: `hello(name: string): string`. */
  readonly signature?: string
  readonly doc?: string
}

export interface EventInfo extends EventDescription {
  readonly type: string
}
