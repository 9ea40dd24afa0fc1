import type { Cluster, RpcProxy } from 'mycelia'
import type { CallLog } from './call-log.js'
import type { Directory } from './directory.js'

/** What a person finds under `n`. */
export interface ShellNames {
  /** `n.rpc.greeting_service.hello('ujun')`, `n.rpc['odd-name'].hello.with({ timeout: '2s' })()` */
  readonly rpc: RpcProxy
  /** Emits an event in the name of a service. */
  dispatchEvent(service: string, type: string, data: unknown): Promise<void>
  /** The configuration, its secrets masked. */
  readonly config: unknown
  /** Lets go of the broker: calls fail from then on. */
  disconnect(): Promise<void>
}

export interface ShellNamesOptions {
  readonly cluster: Cluster
  readonly config: unknown
  readonly calls: CallLog
  readonly directory: Directory
}

export function shellNames({ cluster, config, calls, directory }: ShellNamesOptions): ShellNames {
  return {
    rpc: trackedProxy(cluster.rpc, calls, directory),
    dispatchEvent: (service, type, data) =>
      calls.track(`event ${service} ${type}`, () => cluster.dispatchEvent(service, type, data)),
    config,
    disconnect: () => cluster.close(),
  }
}

type Method = RpcProxy[string][string]

/** The same proxy, its calls timed, remembered and given up with ^C. */
function trackedProxy(rpc: RpcProxy, calls: CallLog, directory: Directory): RpcProxy {
  const track = (
    service: string,
    name: string,
    method: Method,
    own?: AbortSignal | undefined,
  ): Method => {
    const call = (...args: readonly unknown[]) =>
      calls.track(`${service}.${name}`, async (interrupt) => {
        const signal = own === undefined ? interrupt : AbortSignal.any([own, interrupt])
        const result = await method.with({ signal })(...args)
        directory.remember(service, name)
        return result
      })
    return Object.assign(call, {
      with: (options: Parameters<Method['with']>[0]) =>
        track(service, name, method.with(options), options.signal ?? own),
    })
  }
  return byName((service) => byName((name) => track(service, name, rpc[service]![name]!)))
}

/** Answers every name but `then`, which would make `await` take it for a promise. */
function byName<T>(make: (name: string) => T): { readonly [name: string]: T } {
  return new Proxy(Object.freeze(Object.create(null)), {
    get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : make(name)),
  })
}
