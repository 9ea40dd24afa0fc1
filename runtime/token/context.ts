import type { ContextKey, LocalKey } from './context-key.js'

/** How a call has come in. Entrypoints of your own have kinds of their own. */
export type EntrypointKind =
  | 'rpc'
  | 'event'
  | 'consume'
  | 'timer'
  | 'http'
  | 'websocket'
  | (string & {})

/** The call that a service instance was made for. */
export interface Context {
  /** How it has come in. */
  readonly kind: EntrypointKind
  /** The service's name on the wire. */
  readonly service: string
  /** What was called, by its name on the wire. */
  readonly method: string
  /** `{service}.{method}.{uuid}`. */
  readonly callId: string
  /** Ids of the calls that led here, oldest first, this one's last: at most `parent_calls_tracked` and one. */
  readonly callIdStack: readonly string[]
  /** Context data as the caller sent it, which calls to other services pass on: `auth_token`, `language`, ... */
  readonly data: Readonly<Record<string, unknown>>
  /** When the caller gives up, in milliseconds since the epoch; undefined when it did not say. */
  readonly deadline: number | undefined
  /** Aborted when the caller has given up or the service is being killed. */
  readonly signal: AbortSignal
  /** The user of the broker that sent the request, if the broker has verified it. */
  readonly userId: string | undefined
  /** It may have been delivered before, to an instance that failed or was cut off. */
  readonly redelivered: boolean
  /**
   * A value of the call; undefined when there is none.
   * @throws {InvalidContext} when what the caller sent is not what the key says.
   */
  get<T>(key: ContextKey<T> | LocalKey<T>): T | undefined
  /**
   * Sets a value for the rest of the call, or removes it. Data travels on with the calls and events
   * that follow; what a local key names stays here.
   * @throws {InvalidContext} when it is not what the key says.
   */
  set<T>(key: ContextKey<T> | LocalKey<T>, value: NoInfer<T> | undefined): void
}
