import { type Command, CommanderError } from 'commander'
import { ExpectedError } from '../generator/expected-error.js'

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

/** Commander tells its own errors on stderr before it throws them. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof CommandFailed) {
    if (error.message !== '') process.stderr.write(`error: ${error.message}\n`)
    return error.exitCode
  }
  if (error instanceof ExpectedError) {
    process.stderr.write(`error: ${error.message}\n`)
    return error.misused ? 2 : 1
  }
  if (isExpected(error)) {
    process.stderr.write(`error: ${error.message}\n`)
    return 1
  }
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  return 1
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
