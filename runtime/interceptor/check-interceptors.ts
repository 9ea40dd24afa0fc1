import { ServiceDefinitionError } from '../errors/index.js'
import type { Interceptor } from './interceptor.js'

/**
 * @param where For the message: `run()`.
 * @throws {ServiceDefinitionError} when one of them is none.
 */
export function checkInterceptors(
  interceptors: readonly Interceptor[],
  where: string,
): readonly Interceptor[] {
  for (const [index, interceptor] of interceptors.entries()) {
    if (typeof interceptor === 'function') continue
    throw new ServiceDefinitionError(
      `interceptors[${index}] of ${where} is ${interceptor === null ? 'null' : typeof interceptor}, ` +
        'not a function (call, next) => Promise: was it imported in a circle, before it was there?',
    )
  }
  return interceptors
}
