import { type Command, CommanderError } from 'commander'
import { ExpectedError } from '../generator/expected-error.js'
import { paint } from './colours.js'
import { safeText } from './safe-text.js'

/** What a command's action throws for a message and an exit code; anything else is a bug. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message)
  }
}

/** Runs a program of commander's with our exit codes: 0 done, 1 failed, 2 used wrongly. */
export async function runProgram(program: Command, args: readonly string[]): Promise<number> {
  endWithReader()
  prepare(program)
  if (args.length === 0 && program.commands.length > 0) {
    program.outputHelp({ error: true })
    return 2
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    return exitCodeOf(error)
  }
}

/** Who reads no more of what is printed wants no more, as with every program in a pipe. */
function endWithReader(): void {
  let isGone = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    // Services that run finish their calls first.
    if (!isGone) process.kill(process.pid, 'SIGTERM')
    isGone = true
  })
}

/** Commander tells its own errors on stderr before it throws them. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof CommandFailed) {
    if (error.message !== '') printError(error.message)
    return error.exitCode
  }
  if (error instanceof ExpectedError) {
    printError(error.message)
    return error.misused ? 2 : 1
  }
  if (isExpected(error)) {
    printError(safeText(adviceOn(error)))
    return 1
  }
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
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

function prepare(command: Command): void {
  command
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError(`(${nameOf(command)} --help says more)`)
    .configureHelp({ showGlobalOptions: false })
  for (const child of command.commands) prepare(child)
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`
}
