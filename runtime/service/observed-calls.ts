import { type Interceptor, incoming, outgoing } from '../interceptor/index.js'
import { type LocalKey, localKey } from '../token/index.js'

/** What a call did, told when it has ended. */
export interface ObservedCall {
  /** The service's name on the wire. */
  readonly service: string
  /** The method's name on the wire. */
  readonly method: string
  readonly milliseconds: number
  /** Whether it ended in an error. */
  readonly failed: boolean
  /** How often it called which method of another service: by `greeting_service.hello`. */
  readonly remoteCalls: ReadonlyMap<string, number>
}

const REMOTE_CALLS: LocalKey<Map<string, number>> = localKey('remote calls')

/** Watches calls, from outside of all other interceptors. */
export function observeCalls(tell: (call: ObservedCall) => void): Interceptor {
  return incoming(async ({ context }, next) => {
    const { service, method } = context
    const remoteCalls = new Map<string, number>()
    context.set(REMOTE_CALLS, remoteCalls)
    const begin = performance.now()
    let failed = true
    try {
      const result = await next()
      failed = false
      return result
    } finally {
      const milliseconds = performance.now() - begin
      tell({ service, method, milliseconds, failed, remoteCalls })
    }
  })
}

/** Counts what an observed call calls in turn, from inside of all others: each message counts. */
export const countRemoteCalls: Interceptor = outgoing((call, next) => {
  const counts = call.kind === 'call' ? call.caller?.get(REMOTE_CALLS) : undefined
  const target = `${call.service}.${call.method}`
  counts?.set(target, (counts.get(target) ?? 0) + 1)
  return next()
})
