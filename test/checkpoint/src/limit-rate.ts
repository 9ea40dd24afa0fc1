import { type Interceptor, incoming, type Retry, ServiceError } from 'mycelia'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { user } from './context-keys.js'

/** The user has called too often. */
export class TooManyCalls extends ServiceError {
  static override readonly code: string = 'checkpoint.TooManyCalls'
  static override readonly retry: Retry = 'safe'
}

/** Lets each user make so many calls within so many seconds, in each instance of the service. */
export function limitRate(calls: number, seconds: number): Interceptor {
  const limiter = new RateLimiterMemory({ points: calls, duration: seconds })
  return incoming(async (call, next) => {
    const caller = call.kind === 'rpc' ? call.context.get(user) : undefined
    if (caller === undefined) return next()
    try {
      await limiter.consume(caller.id)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw new TooManyCalls(`wait ${refusal.msBeforeNext} ms`)
    }
    return next()
  })
}
