import type { Logger } from '../log/index.js'
import type { Exchange, Headers } from '../transport/index.js'
import type { Context } from './context.js'

/**
 * Names something that a service can inject. A token is a constant of a module; it holds no state:
 * each container that meets it starts one of its own.
 */
export interface Token<T> {
  /** For messages: `GreetingClient`. */
  readonly name: string
  /** Called once in each container that injects it, before the first call is taken. */
  start(scope: Scope, options: InjectOptions): Started<T> | Promise<Started<T>>
}

/** A token at work in one container. */
export interface Started<T> {
  /**
   * What one service instance gets.
   * @param held What the call holds: what `worker.setup` has returned, if there is a `worker`.
   */
  get(context: Context, held?: unknown): T
  /** What is done around each call. @default nothing */
  readonly worker?: WorkerHooks
  /** Called once, when the container has finished its last call. */
  stop?(): void | Promise<void>
  /** Called once, in place of `stop` when the container is killed, or when `stop` takes too long. */
  kill?(): void | Promise<void>
  /** Milliseconds that `stop` may take. @default no limit */
  readonly stopTimeout?: number
}

/** What a token does around each call. */
export interface WorkerHooks {
  /** Before the instance is made. @returns what the call holds. */
  setup(context: Context): unknown
  /** When the method has ended and its result was checked, before whoever called is told. */
  result(held: unknown, outcome: WorkerOutcome, context: Context): void | Promise<void>
  /** At the very end, if `setup` has returned. */
  teardown(held: unknown, context: Context): void | Promise<void>
}

/** How a call has ended. */
export type WorkerOutcome =
  | { readonly failed: false; readonly result: unknown }
  | { readonly failed: true; readonly error: unknown }

/** The container that a token is started in. */
export interface Scope {
  /** The service's name on the wire. */
  readonly service: string
  readonly log: Logger
  /** The substituted configuration file, the user's own keys included. */
  readonly config: Readonly<Record<string, unknown>>
  /** Makes calls to other services. */
  readonly caller: Caller
  /** Emits events and publishes messages. */
  readonly sender: Sender
  /** The open web sockets of the process. */
  readonly sockets: Sockets
}

/** Sends events to web sockets, each known by its id; see `WebSocketHub`. */
export interface Sockets {
  /** @throws {ConnectionNotFound} {@link Overloaded} */
  subscribe(id: string, channel: string): void
  unsubscribe(id: string, channel: string): void
  /** Sorted. */
  subscriptions(id: string): readonly string[]
  /** @returns how many sockets listen to the channel. */
  broadcast(channel: string, event: string, data: unknown): number
  /** @returns whether the socket is open. */
  unicast(id: string, event: string, data: unknown): boolean
}

/** Sends requests and waits for their replies. */
export interface Caller {
  /** Milliseconds that a call may take unless it says otherwise. @default it is not known */
  readonly timeout?: number
  /**
   * Calls a method with arguments in their JSON form.
   * @returns the JSON form of its result.
   * @throws {ServiceError} of the table in `docs/errors.md`.
   */
  call(request: CallRequest): Promise<unknown>
}

export interface CallRequest {
  readonly service: string
  /** The name on the wire. */
  readonly method: string
  readonly args: readonly unknown[]
  readonly kwargs?: Readonly<Record<string, unknown>> | undefined
  /** Milliseconds to wait for the reply. @default the configuration's `rpc_timeout` */
  readonly timeout?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Ids of the calls that led here, oldest first. @default a fresh one */
  readonly callIdStack?: readonly string[] | undefined
  /** Context data to send along. */
  readonly data?: Readonly<Record<string, unknown>> | undefined
  /**
   * The call on whose behalf it is made: its deadline and its signal hold for this one too, and
   * interceptors see it. Its ids and data are not read.
   */
  readonly context?: Context | undefined
}

/** Publishes for one service, and waits until the broker has taken each message. */
export interface Sender {
  /** The types of the events that the service emits. */
  readonly events: readonly string[]
  /**
   * Emits an event of the service.
   * @throws {InvalidArguments} when the payload is not of the declared type; otherwise as `publish`.
   */
  emit(type: string, payload: unknown, options?: SendOptions): Promise<void>
  /**
   * Publishes a message.
   * @throws {PublishTimeout} {@link Unroutable} {@link Overloaded} {@link BrokerRefused}
   * {@link ConnectionLost} {@link MessageTooLarge}
   */
  publish(message: MessageRequest, options?: SendOptions): Promise<void>
  /** Declares an exchange to publish to. @throws {BrokerRefused} */
  declare(exchange: Exchange): Promise<void>
}

export interface MessageRequest {
  readonly exchange: string
  readonly routingKey: string
  /** What JSON can hold. */
  readonly payload: unknown
  /** @default true */
  readonly persistent?: boolean
  /** @default false */
  readonly mandatory?: boolean
  /** Milliseconds after which the broker drops it from a queue. @default never */
  readonly expiration?: number | undefined
  /** Headers beside those of the context. */
  readonly headers?: Headers
}

export interface SendOptions {
  /** Milliseconds to wait for the broker. @default the configuration's `rpc_timeout` */
  readonly timeout?: number | undefined
  /** Ids of the calls that led here, oldest first. @default none */
  readonly callIdStack?: readonly string[] | undefined
  /** Context data to send along. */
  readonly data?: Readonly<Record<string, unknown>> | undefined
  /** The call on whose behalf it is sent, for interceptors; its ids and data are not read. */
  readonly context?: Context | undefined
}

export interface InjectOptions {
  /** Of a client: another service to call, which fulfils the same contract. */
  readonly service?: string
  /** Of a client: how long a call may take, as `'500ms'`, `'2s'` or milliseconds. @default the configuration's `rpc_timeout` */
  readonly timeout?: string | number
}
