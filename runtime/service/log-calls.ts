import { type Interceptor, incoming } from '../interceptor/index.js'
import type { Logger } from '../log/index.js'

/** Logs the beginning and the end of each call, as Nameko does. */
export function logCalls(log: Logger): Interceptor {
  return incoming(async ({ context: { callId, callIdStack } }, next) => {
    log.debug(`call stack for ${callId}: ${callIdStack.join('->')}`)
    const begin = performance.now()
    try {
      return await next()
    } finally {
      const milliseconds = (performance.now() - begin).toFixed(1)
      log.debug(`call ${callId} took ${milliseconds} ms`)
    }
  })
}
