import { type Context, type ContextKey, ContextValues } from '../token/index.js'
import type { OutgoingCall } from './call.js'

/** What is known of a call before it goes out. */
export type Outgoing = Pick<OutgoingCall, 'kind' | 'service' | 'method' | 'args'> & {
  readonly kwargs?: OutgoingCall['kwargs']
  readonly timeout?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly context?: Context | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

/** Makes the call that interceptors see: what they set goes into data of its own. */
export function outgoingCall(given: Outgoing): OutgoingCall {
  const { kind, service, method, args, kwargs, timeout, signal, context: caller } = given
  const values = new ContextValues(given.data ?? {})
  return {
    direction: 'outgoing',
    kind,
    service,
    method,
    args,
    kwargs,
    timeout,
    signal,
    caller,
    get data() {
      return values.data
    },
    get: <T>(key: ContextKey<T>) => values.get(key),
    set: <T>(key: ContextKey<T>, value: T | undefined) => values.set(key, value),
  }
}
