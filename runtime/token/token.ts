import type { Logger } from '../log/index.js'
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
  /** What one service instance gets. */
  get(context: Context): T
  /** Called once, when the container has finished its last call. */
  stop?(): void | Promise<void>
}

/** The container that a token is started in. */
export interface Scope {
  /** The service's name on the wire. */
  readonly service: string
  readonly log: Logger
  /** The substituted configuration file, the user's own keys included. */
  readonly config: Readonly<Record<string, unknown>>
  /** Makes calls to other services. */
  readonly caller: Caller
}

/** Sends requests and waits for their replies. */
export interface Caller {
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
}

export interface InjectOptions {
  /** Of a client: another service to call, which fulfils the same contract. */
  readonly service?: string
  /** Of a client: how long a call may take, as `'500ms'`, `'2s'` or milliseconds. @default the configuration's `rpc_timeout` */
  readonly timeout?: string | number
}
