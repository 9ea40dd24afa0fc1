import { type Command, CommanderError } from 'commander'

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
    // Commander throws also to end when it has shown its help; its errors it tells before.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    // Loaded here: what goes well needs none of it.
    const { exitCodeOf } = await import('./exit-code-of.js')
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
