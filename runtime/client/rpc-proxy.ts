import type { Caller } from '../token/index.js'
import {
  type CallDefaults,
  type CallOptions,
  requestDefaults,
  withOptions,
} from './call-options.js'
import { callRepeatedly } from './repeat-call.js'

/** Any service, without a contract: `cluster.rpc.greeting_service.hello('ujun')`. */
export interface RpcProxy {
  readonly [service: string]: ServiceProxy
}

/** Any method of a service. Arguments and results are plain JSON; nothing is checked here. */
export interface ServiceProxy {
  readonly [method: string]: MethodProxy
}

export interface MethodProxy {
  (...args: readonly unknown[]): Promise<unknown>
  /** The same method with other call options, or with keyword arguments. */
  with(options: MethodProxyOptions): MethodProxy
}

export interface MethodProxyOptions extends CallOptions {
  /** Arguments by name, in addition to those by position. */
  readonly kwargs?: Readonly<Record<string, unknown>>
}

/** Makes a proxy of all services. */
export function rpcProxy(caller: Caller, defaults: CallDefaults = {}): RpcProxy {
  return byName((service) =>
    byName((method) => methodProxy(caller, service, method, defaults)),
  ) as RpcProxy
}

function methodProxy(
  caller: Caller,
  service: string,
  method: string,
  defaults: CallDefaults,
  kwargs?: Readonly<Record<string, unknown>>,
): MethodProxy {
  const call = (...args: readonly unknown[]) =>
    callRepeatedly(
      caller,
      { service, method, args, kwargs, ...requestDefaults(defaults) },
      { idempotent: false, retries: defaults.retries },
    )
  const proxyWith = (options: MethodProxyOptions) => {
    const merged = options.kwargs === undefined ? kwargs : { ...kwargs, ...options.kwargs }
    return methodProxy(caller, service, method, withOptions(defaults, options), merged)
  }
  return Object.assign(call, { with: proxyWith })
}

/** Answers every name but `then`, which would make `await` take it for a promise. */
function byName<T>(make: (name: string) => T): object {
  const made = new Map<string, T>()
  const get = (name: string): T => {
    const known = made.get(name)
    if (known !== undefined) return known
    const fresh = make(name)
    made.set(name, fresh)
    return fresh
  }
  return new Proxy(Object.freeze(Object.create(null)), {
    get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : get(name)),
  })
}
