import type { Logger } from '../log/index.js'
import type { Context, EntrypointKind } from '../token/index.js'
import type { Transport } from '../transport/index.js'
import type { Serializers } from '../wire/index.js'
import type { Origin } from './call-context.js'
import type { Limiter } from './limiter.js'
import type { ServiceDefinition } from './service-definition.js'

/** Brings calls to a service: from a queue, a timer, a socket. */
export interface Entrypoint {
  /** Begins to take calls. */
  start(): Promise<void>
  /** Takes no more, and finishes those that have begun; others go back to where they came from. */
  stop(): Promise<void>
}

/** Makes an entrypoint for one service. */
export type EntrypointFactory = (host: Host) => Entrypoint

/** A call's context, as whoever brings the call has it. */
export interface CancellableContext extends Context {
  /**
   * Tells the call that its caller has given up.
   * @param reason What its signal then has as its reason.
   */
  cancel(reason: Error): void
}

/** The service as an entrypoint sees it. */
export interface Host {
  readonly definition: ServiceDefinition
  readonly transport: Transport
  readonly settings: HostSettings
  readonly log: Logger
  /** The substituted configuration file. */
  readonly config: Readonly<Record<string, unknown>>
  /** A call holds a slot while it runs, across all entrypoints. */
  readonly workers: Limiter
  /** The context of a call that came from a message. */
  context(
    kind: EntrypointKind,
    method: string,
    origin: Origin,
    deadline: number | undefined,
  ): CancellableContext
  /**
   * Runs a method on an instance of its own, within the interceptors. It rejects with what they or
   * the method throw.
   * @param finish Makes what is sent of a result; when it throws, the call has failed. Where tokens
   * take part in calls it may run twice: for what the method returned, which they have to be told of,
   * and for what interceptors made of it.
   */
  call<T = unknown>(
    method: string,
    args: readonly unknown[],
    context: Context,
    finish?: (result: unknown) => Promise<T>,
  ): Promise<T>
}

/** Settings of one service, from the configuration. */
export interface HostSettings {
  /** The name of the RPC exchange. */
  readonly rpcExchange: string
  /** Whether handlers declare the exchanges of the events that they handle. */
  readonly declareEventExchanges: boolean
  /** Whether those exchanges go with their last queue. */
  readonly autoDeleteEventExchanges: boolean
  /** Calls that run at a time. */
  readonly maxWorkers: number
  /** Messages that the broker hands over in advance. */
  readonly prefetch: number
  /** The same of requests: enough to find out that too many wait. */
  readonly rpcPrefetch: number
  /** Requests that wait for a worker; those beyond are answered `Overloaded`. @default no limit */
  readonly maxWaiting: number | undefined
  /** Ids of earlier calls that a call remembers. */
  readonly parentCallsTracked: number
  /** Bytes of a message's body, at most. */
  readonly maxMessageSize: number
  /** How bodies are written and read. */
  readonly serializers: Serializers
}
