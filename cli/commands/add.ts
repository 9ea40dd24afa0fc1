import { type Command, Option } from 'commander'
import type { AddFlags } from '../add-clients.js'
import { CommandFailed } from '../command-failed.js'
import { memberCommands } from './add-members.js'

interface Flags extends AddFlags {
  readonly remove?: string
}

export function addAddCommand(program: Command): void {
  const add = program
    .command('add')
    // What stands behind `rpc` and the like is theirs, whatever it is called.
    .enablePositionalOptions()
    .summary('add a client of another service to this project, or a member to a service')
    .description(
      'Writes typed clients of the services of another project into src/generated/clients, from their contracts or from the Python source of a Nameko service, and remembers where they came from: `mycelia generate` keeps them up to date.',
    )
    .argument(
      '[source]',
      'the folder of a project, an installed package, a *.contract.json, or a service.py',
    )
    .option('--service <name>', 'of several services, the one to add; may be repeated', collect)
    .option('--as <name>', 'what the client is called, where its name is taken')
    .addOption(
      new Option(
        '--naming <style>',
        'of a Python service, how methods and parameters are called in the client',
      ).choices(['as-written', 'camelCase']),
    )
    .option('--remove <client>', 'take a client away again')
    .option('--dry-run', 'tell what would be written, and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ mycelia add ../greeting                            GreetingClient, in src/generated/clients/greeting.client.ts
  $ mycelia add @acme/greeting                         from an installed package
  $ mycelia add ../shop/service.py --naming camelCase  from a Nameko service in Python
  $ mycelia add ../legacy --as old-greeting            OldGreetingClient, where greeting is taken
  $ mycelia add --remove greeting                      without it again`,
    )
    .action(async (source: string | undefined, flags: Flags) => {
      const { addClientsOf, removeClientCalled } = await import('../add-clients.js')
      if (source !== undefined && flags.remove !== undefined) {
        throw new CommandFailed('--remove takes a client away: name no source beside it', 2)
      }
      if (flags.remove !== undefined) removeClientCalled(flags.remove, flags)
      else if (source !== undefined) await addClientsOf(source, flags)
      else throw new CommandFailed('name what to add, as in: mycelia add ../greeting', 2)
    })
  for (const addTo of memberCommands) addTo(add)
}

function collect(name: string, names: readonly string[] = []): readonly string[] {
  return [...names, name]
}
