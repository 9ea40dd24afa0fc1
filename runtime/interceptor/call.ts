import type { Context, ContextKey, EntrypointKind } from '../token/index.js'

/** What an interceptor stands around: a call that has come in, or one that goes out. */
export type Call = IncomingCall | OutgoingCall

/** A call of a method of the service: its arguments are checked, its worker is free, its instance not made yet. */
export interface IncomingCall {
  readonly direction: 'incoming'
  /** What brought it. */
  readonly kind: EntrypointKind
  /** The service's name on the wire. */
  readonly service: string
  /** The method's name in the class. */
  readonly method: string
  /** What the method will be given. It cannot be replaced: what runs is what was checked. */
  readonly args: readonly unknown[]
  /** Names of the parameters on the wire, a rest parameter as `...pins`; that of a message is `payload`. */
  readonly params: readonly string[]
  /** Paths of what nobody may read in a log, as the decorator has them: see `redactedArgs`. */
  readonly sensitive: readonly string[]
  /** Who calls, and what travels along; values that are set here reach the worker. */
  readonly context: Context
}

/** A call of another service, or a message, on its way out. */
export interface OutgoingCall {
  readonly direction: 'outgoing'
  /** A method of another service, an event of this one, or a message by a `Publisher`. */
  readonly kind: 'call' | 'emit' | 'publish'
  /** The service that is called; of events the one that emits, of messages the one that publishes. */
  readonly service: string
  /** The method's name on the wire; the event's type; the message's routing key. */
  readonly method: string
  /** Of a call: what travels, as JSON. Of an event or a message: its payload alone. It cannot be replaced. */
  readonly args: readonly unknown[]
  /** Arguments of a call that travel by name. */
  readonly kwargs: Readonly<Record<string, unknown>> | undefined
  /** Milliseconds that it may take; undefined where the configuration's `rpc_timeout` holds. */
  readonly timeout: number | undefined
  /** Aborted when its caller gives up; undefined where none was given. */
  readonly signal: AbortSignal | undefined
  /** The call that it is made in; undefined outside of services. */
  readonly caller: Context | undefined
  /** The context data that travels along. */
  readonly data: Readonly<Record<string, unknown>>
  /**
   * Context data that travels along, by its key.
   * @throws {InvalidContext} when it is not what the key says.
   */
  get<T>(key: ContextKey<T>): T | undefined
  /**
   * Sends context data along with this call alone, or takes it away.
   * @throws {InvalidContext} when it is not what the key says.
   */
  set<T>(key: ContextKey<T>, value: NoInfer<T> | undefined): void
}
