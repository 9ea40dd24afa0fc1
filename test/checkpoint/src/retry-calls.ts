import { setTimeout } from 'node:timers/promises'
import { type Interceptor, outgoing, ServiceError } from 'mycelia'

/** Repeats calls that have failed and surely did nothing. Each attempt has the call's whole time. */
export function retryCalls(attempts: number, pause: number): Interceptor {
  return outgoing(async (call, next) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await next()
      } catch (error) {
        const isSafe = error instanceof ServiceError && error.retry === 'safe'
        if (!isSafe || attempt === attempts || call.signal?.aborted) throw error
        await setTimeout(pause * attempt)
      }
    }
  })
}
