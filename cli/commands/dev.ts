import type { Command } from 'commander'
import type { DevFlags } from '../dev/develop.js'

export function addDevCommand(program: Command): void {
  program
    .command('dev')
    .summary('serve, and again at every change')
    .description(
      'Serves the services of this project, and serves them anew at every change of a source file or the configuration. Where no broker answers at a loopback address, it runs one of its own.',
    )
    .argument('[file...]', 'services beside src/**/*.service.ts')
    .option('--config <file>', 'the configuration file (default: config.yaml, if there is one)')
    .option('--broker <uri>', 'the broker, whatever the configuration says')
    .addHelpText(
      'after',
      `
It writes a line for each call, with the calls to other services that it made: each of them is a
message there and a message back.

Examples:
  $ mycelia dev
  $ mycelia dev --broker amqp://localhost:5673`,
    )
    .action(async (files: string[], flags: DevFlags) => {
      const { develop } = await import('../dev/develop.js')
      await develop(process.cwd(), files, flags)
    })
}
