import type { Command } from 'commander'
import type { TopologyFlags } from '../show-topology.js'

export function addTopologyCommand(program: Command): void {
  program
    .command('topology')
    .summary('print the exchanges, queues and policies of the services, compare or make them')
    .description(
      'Prints what lasts at the broker: exchanges, queues with their bindings, and policies with the limits and dead letters that no queue is declared with, because Python peers may share it. What each instance has of its own is left out.',
    )
    .argument('[file...]', 'services beside those in src/**/*.service.ts')
    .option('--check', 'tell what the broker has in another way, and change nothing')
    .option('--apply', 'make what is missing and set the policies; what is different stays')
    .option('--definitions', "print it as RabbitMQ's definitions.json")
    .option('--json', 'print it, or what is different, as JSON')
    .option('--management <url>', "RabbitMQ's management API (default: port 15672 of the broker)")
    .option('--config <file>', 'the configuration file (default: config.yaml, if there is one)')
    .option('--broker <uri>', 'the broker, whatever the configuration says')
    .addHelpText(
      'after',
      '\nExit codes: 0 all is as it should be, 1 something differs, 2 used wrongly.',
    )
    .action(async (files: string[], flags: TopologyFlags) => {
      const { showTopology } = await import('../show-topology.js')
      await showTopology(process.cwd(), files, flags)
    })
}
