import { Command } from 'commander'
import { generatorVersion } from '../generator/version.js'
import { addAddCommand } from './commands/add.js'
import { addBrokerCommand } from './commands/broker.js'
import { addBuildCommand } from './commands/build.js'
import { addCallCommand } from './commands/call.js'
import { addDevCommand } from './commands/dev.js'
import { addDlqCommand } from './commands/dlq.js'
import { addDoctorCommand } from './commands/doctor.js'
import { addGenerateCommand } from './commands/generate.js'
import { addHealthCommand } from './commands/health.js'
import { addOpenApiCommand } from './commands/openapi.js'
import { addPermissionsCommand } from './commands/permissions.js'
import { addRunCommand } from './commands/run.js'
import { addShellCommand } from './commands/shell.js'
import { addShowConfigCommand } from './commands/show-config.js'
import { addTopologyCommand } from './commands/topology.js'
import { runProgram } from './run-program.js'

/**
 * The command line `mycelia`.
 * @param args What follows the command's name.
 * @returns the exit code: 0 done, 1 failed, 2 used wrongly.
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('mycelia')
    // `mycelia add rpc` has options that `mycelia add` has too.
    .enablePositionalOptions()
    .version(generatorVersion, '-V, --version')
    .description(
      'Write a class. Get a network service, and a typed client for everyone who calls it.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ mycelia dev                                     serve, and again at every change
  $ mycelia generate                                clients, validators and servers from src/**/*.service.ts
  $ mycelia add ../greeting                         a typed client of another service
  $ mycelia run                                     start the services of this project
  $ mycelia call greeting_service.hello ujun        one call, from anywhere
  $ mycelia shell                                   a prompt to call services from
  $ mycelia run --broker amqp://localhost/staging   another broker than config.yaml names

Every command has its own help: mycelia run --help
Exit codes: 0 done, 1 failed, 2 used wrongly.`,
    )
  addDevCommand(program)
  addRunCommand(program)
  addCallCommand(program)
  addShellCommand(program)
  addGenerateCommand(program)
  addAddCommand(program)
  addBuildCommand(program)
  addOpenApiCommand(program)
  addDlqCommand(program)
  addPermissionsCommand(program)
  addTopologyCommand(program)
  addShowConfigCommand(program)
  addDoctorCommand(program)
  addHealthCommand(program)
  addBrokerCommand(program)
  return runProgram(program, args)
}
