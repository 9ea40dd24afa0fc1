import type { Logger } from 'mycelia'
import { ExpectedError } from '../generator/expected-error.js'
import { paint } from './colours.js'
import { CommandFailed } from './command-failed.js'
import { safeText } from './safe-text.js'

/**
 * Tells what has ended a command.
 * @param log Where to; without one, standard error, for people.
 * @returns the exit code.
 */
export function exitCodeOf(error: unknown, log?: Logger): 1 | 2 {
  const tell = log === undefined ? printError : (message: string) => log.error(message)
  if (error instanceof CommandFailed) {
    if (error.message !== '') tell(error.message)
    return error.exitCode
  }
  if (error instanceof ExpectedError) {
    tell(error.message)
    return error.misused ? 2 : 1
  }
  if (isExpected(error)) {
    tell(safeText(adviceOn(error)))
    return 1
  }
  if (log !== undefined) log.error('the program has failed', { error })
  else process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  return 1
}

/** Where the message itself does not say what to do. */
function adviceOn(error: Error): string {
  const { code } = error as { readonly code?: unknown }
  if (code !== 'BrokerUnreachable') return error.message
  return `${error.message}; start it (\`mycelia broker\` runs one for development), or correct AMQP_URI`
}

function printError(message: string): void {
  process.stderr.write(`${paint(process.stderr, 'red', 'error:')} ${message}\n`)
}

/** Errors of the runtime say what is wrong and what to do: their stack would only hide it. */
function isExpected(error: unknown): error is Error {
  return error instanceof Error && Symbol.for('mycelia.ServiceError') in error
}
