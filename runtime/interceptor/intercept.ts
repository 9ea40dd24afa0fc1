import { isServiceError, letTravel, ServiceDefinitionError } from '../errors/index.js'
import type { Call } from './call.js'
import type { Interceptor, Next } from './interceptor.js'

/**
 * Runs something within interceptors, the first of them outermost. A call that has come in does not
 * end before its method has, whatever an interceptor returns in the meantime: its worker is not free
 * yet, and what it injects is still in use.
 */
export function intercept(
  interceptors: readonly Interceptor[],
  call: Call,
  run: Next,
): Promise<unknown> {
  const goOn = async (index: number): Promise<unknown> => {
    const interceptor = interceptors[index]
    if (interceptor === undefined) return run()
    let going: Promise<unknown> | undefined
    const within = new Set<unknown>()
    const next = () => {
      if (going !== undefined && call.direction === 'incoming') throw tooOften(call)
      going = goOn(index + 1)
      // An interceptor that does not wait for it must not bring the process down.
      going.catch((error) => within.add(error))
      return going
    }
    try {
      return await interceptor(call, next)
    } catch (error) {
      if (isServiceError(error) && !within.has(error)) letTravel(error)
      throw error
    } finally {
      if (call.direction === 'incoming') await going?.catch(() => {})
    }
  }
  return goOn(0)
}

function tooOften({ service, method }: Call): ServiceDefinitionError {
  return new ServiceDefinitionError(
    `an interceptor called next() twice for ${service}.${method}: a call that has come in runs once; ` +
      'repeat the calls that it makes, where they go out',
  )
}
