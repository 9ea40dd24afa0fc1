import { isServiceError } from '../errors/index.js'
import type { Logger } from '../log/index.js'

/** Tells what has ended the program; of a configuration, each problem. */
export function tellFailure(log: Logger, error: unknown): void {
  // Errors of the runtime say what is wrong and what to do: their stack would only hide it.
  if (isServiceError(error)) for (const problem of error.message.split('\n')) log.error(problem)
  else log.error('the program has failed', { error })
}
