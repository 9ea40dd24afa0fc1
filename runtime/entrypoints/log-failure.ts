import { isServiceError } from '../errors/index.js'
import type { Logger } from '../log/index.js'
import { type ExpectedErrors, isExpected } from '../service/index.js'

/** Logs what a method has thrown: a warning when it was to be expected, else an error with its stack. */
export function logFailure(
  log: Logger,
  what: string,
  thrown: unknown,
  options: ExpectedErrors,
): void {
  if (!isExpected(thrown, options)) {
    log.error(what, { error: thrown })
    return
  }
  const error = thrown as Error
  const code = isServiceError(error) ? error.code : error.constructor.name
  log.warn(what, { code, why: error.message })
}
