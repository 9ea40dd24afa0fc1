import type { Command } from 'commander'
import type { ShellFlags } from '../shell/open-shell.js'

export function addShellCommand(program: Command): void {
  program
    .command('shell')
    .summary('call services and emit events from a prompt')
    .description(
      'Opens a prompt from which services are called: n.rpc.greeting_service.hello("ujun"). Names are completed by Tab. Lines that come through a pipe are evaluated one by one, until the first that fails.',
    )
    .option('--config <file>', 'the configuration file (default: config.yaml, if there is one)')
    .option('--broker <uri>', 'the broker, whatever the configuration says')
    .addHelpText(
      'after',
      `
Examples:
  $ mycelia shell
  > n.rpc.greeting_service.hello('ujun')
  > n.dispatchEvent('orders_service', 'order_placed', { id: 7 })
  > .describe greeting_service.hello

  $ echo "n.rpc.greeting_service.hello('ujun')" | mycelia shell`,
    )
    .action(async (flags: ShellFlags) => {
      const { openShell } = await import('../shell/open-shell.js')
      await openShell(flags)
    })
}
