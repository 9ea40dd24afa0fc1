import type { Command } from 'commander'
import type { BrokerFlags } from '../serve-broker.js'

export function addBrokerCommand(program: Command): void {
  program
    .command('broker')
    .summary('run an AMQP broker for development')
    .description(
      'Runs an AMQP 0-9-1 broker for development and tests, on loopback only. It keeps nothing: when it ends, all queues and messages are gone. In production, use RabbitMQ.',
    )
    .option('--host <address>', 'the loopback address to listen on', '127.0.0.1')
    .option('--port <number>', 'the port; 0 for one that is free', '5672')
    .option('--status-port <number>', 'serve its state as JSON over HTTP; 0 for a free port')
    .option(
      '--definitions <file>',
      "users, permissions, virtual hosts: RabbitMQ's definitions.json",
    )
    .option('--no-strict', 'make virtual hosts as they are asked for, and warn of nothing')
    .addHelpText(
      'after',
      `
Its user is guest with the password guest, unless definitions name others.

Examples:
  $ mycelia broker
  $ mycelia broker --port 0 --status-port 0`,
    )
    .action(async (flags: BrokerFlags) => {
      const { serveBroker } = await import('../serve-broker.js')
      await serveBroker(flags)
    })
}
