import type { Interceptor } from 'mycelia'

export interface Timing {
  /** `incoming rpc vault_service.open` */
  readonly name: string
  /** Ids of the calls that led here: what belongs together begins alike. */
  readonly callIdStack: readonly string[]
  readonly milliseconds: number
  readonly failed: boolean
}

/** Takes the time of whatever comes in and goes out. */
export function timeCalls(tell: (timing: Timing) => void): Interceptor {
  return async (call, next) => {
    const context = call.direction === 'incoming' ? call.context : call.caller
    const begin = performance.now()
    let failed = true
    try {
      const result = await next()
      failed = false
      return result
    } finally {
      tell({
        name: `${call.direction} ${call.kind} ${call.service}.${call.method}`,
        callIdStack: context?.callIdStack ?? [],
        milliseconds: performance.now() - begin,
        failed,
      })
    }
  }
}
