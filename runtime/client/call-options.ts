import { parseDuration } from '../config/index.js'
import { ConfigError } from '../errors/index.js'
import type { CallRequest, Context } from '../token/index.js'

/** What travels with a call beside its arguments: `client.with({ timeout: '2s' })`. */
export interface CallOptions {
  /** How long it may take: `'500ms'`, `'2s'`, or milliseconds. @default the configuration's `rpc_timeout` */
  readonly timeout?: string | number
  /** Abort it to give up waiting. */
  readonly signal?: AbortSignal
  /**
   * How often it is repeated at most when it has failed. What is repeated is a failure after which the
   * work was not done (`retry` is `safe`), and, of methods with `idempotent`, a lost connection.
   * @default 4 for methods with `idempotent`, 0 for others
   */
  readonly retries?: number
  /** Context data to send: `auth_token`, `language`, ... It adds to what the calling service passes on. */
  readonly context?: Readonly<Record<string, unknown>>
}

/** What all calls of one client have in common. */
export interface CallDefaults {
  /** Milliseconds. */
  readonly timeout?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly retries?: number | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
  /** The call on whose behalf the client calls: its ids and data are passed on. */
  readonly context?: Context | undefined
}

/** Lays options over others; context data is merged by key. */
export function withOptions(defaults: CallDefaults, options: CallOptions): CallDefaults {
  const { timeout, signal, retries, context: data } = options
  if (retries !== undefined && !(Number.isInteger(retries) && retries >= 0)) {
    throw new ConfigError(`retries: expected a whole number of at least 0, found ${retries}`)
  }
  return {
    context: defaults.context,
    timeout: timeout === undefined ? defaults.timeout : parseDuration(timeout),
    signal: signal ?? defaults.signal,
    retries: retries ?? defaults.retries,
    data: data === undefined ? defaults.data : { ...defaults.data, ...data },
  }
}

/** The part of a request that the defaults decide. Nothing of the context is read before. */
export function requestDefaults(
  defaults: CallDefaults,
): Pick<CallRequest, 'timeout' | 'signal' | 'callIdStack' | 'data' | 'context'> {
  const { context, timeout, signal, data } = defaults
  if (context === undefined) return { timeout, signal, data }
  const inherited = data === undefined ? context.data : { ...context.data, ...data }
  return { timeout, signal, callIdStack: context.callIdStack, data: inherited, context }
}
