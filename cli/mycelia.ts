import { Command } from 'commander'
import { addBuildCommand } from './commands/build.js'
import { addCallCommand } from './commands/call.js'
import { addGenerateCommand } from './commands/generate.js'
import { addRunCommand } from './commands/run.js'
import { addShowConfigCommand } from './commands/show-config.js'
import { runProgram } from './run-program.js'

/**
 * The command line `mycelia`.
 * @param args What follows the command's name.
 * @returns the exit code: 0 done, 1 failed, 2 used wrongly.
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('mycelia')
    .description(
      'Write a class. Get a network service, and a typed client for everyone who calls it.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ mycelia generate                                clients, validators and servers from src/**/*.service.ts
  $ mycelia run                                     start the services of this project
  $ mycelia call greeting_service.hello ujun        one call, from anywhere
  $ mycelia run --broker amqp://localhost/staging   another broker than config.yaml names

Every command has its own help: mycelia run --help
Exit codes: 0 done, 1 failed, 2 used wrongly.`,
    )
  addRunCommand(program)
  addCallCommand(program)
  addGenerateCommand(program)
  addBuildCommand(program)
  addShowConfigCommand(program)
  return runProgram(program, args)
}
