import { InvalidContext } from './call-errors.js'
import type { ServiceError } from './service-error.js'
import { ConfigError, ServiceDefinitionError } from './setup-errors.js'
import { ConnectionNotFound } from './socket-errors.js'

const FREE = new WeakSet<object>()
const REMOTE = new WeakSet<object>()

/**
 * Lets an error of an interceptor travel by its code, whatever the method declares around which it
 * stands: no method knows of it, and its caller has to. Not one of a service that it has called.
 */
export function letTravel(error: ServiceError): void {
  if (!REMOTE.has(error)) FREE.add(error)
}

/** Notes that an error is what a called service has answered. */
export function markRemote<T extends ServiceError>(error: T): T {
  REMOTE.add(error)
  return error
}

/** Whether an error travels by its code although the method does not declare it. */
export function isFreeToTravel(error: ServiceError): boolean {
  return FREE.has(error) || OF_EVERY_SERVICE.has(error.code)
}

/** What Mycelia itself says of a service, or of what its caller has sent along. */
const OF_EVERY_SERVICE: ReadonlySet<string> = new Set(
  [InvalidContext, ConnectionNotFound, ServiceDefinitionError, ConfigError].map(({ code }) => code),
)
