import type { Command } from 'commander'
import type { RunFlags } from '../run-services.js'

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .summary('start the services of this project')
    .description(
      'Starts the services of this project and serves calls until it is stopped. Generated files that are out of date are written first.',
    )
    .argument('[file...]', 'services beside src/**/*.service.ts')
    .option('--config <file>', 'the configuration file (default: config.yaml, if there is one)')
    .option('--broker <uri>', 'the broker, whatever the configuration says')
    .addHelpText(
      'after',
      `
^C or SIGTERM finishes the calls under way and exits; a second one exits at once.

Examples:
  $ mycelia run
  $ mycelia run --broker amqp://localhost/staging
  $ AMQP_URI=amqp://user:password@broker mycelia run --config production.yaml`,
    )
    .action(async (files: string[], flags: RunFlags) => {
      const { runServices } = await import('../run-services.js')
      await runServices(process.cwd(), files, flags)
    })
}
