import type { Command } from 'commander'

interface DryRun {
  readonly dryRun?: true
}

interface RpcFlags extends DryRun {
  readonly param?: readonly string[]
  readonly returns?: string
}

interface ClientFlags extends DryRun {
  readonly service?: string
}

/** What `mycelia add` can add to a service's class: a line each. */
export const memberCommands: readonly ((add: Command) => void)[] = [addRpc, addClient]

function addRpc(add: Command): void {
  add
    .command('rpc')
    .summary('add a method to a service')
    .description(
      "Adds a method to a service's class, its body still to be written, in the style of the file.",
    )
    .argument('<service>', 'the service, or its class')
    .argument('<method>', 'the name of the method')
    .option('--param <name:type...>', "its parameters, as in 'name:string' or 'page:number = 1'")
    .option('--returns <type>', 'what it returns (default: void)')
    .option('--dry-run', 'tell what would change, and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ mycelia add rpc orders_service cancel --param id:string --returns boolean
  $ mycelia add rpc OrdersService list --param 'page?:number' --returns 'Promise<Order[]>'`,
    )
    .action(async (service: string, method: string, flags: RpcFlags) => {
      const { addMemberTo } = await import('../add-member.js')
      const { param: params = [], returns } = flags
      const result = returns === undefined ? {} : { returns }
      await addMemberTo(service, { kind: 'rpc', method, params, ...result }, flags)
    })
}

function addClient(add: Command): void {
  add
    .command('client')
    .summary('inject a client into a service')
    .description(
      "Adds a field with the client of another service to a service's class, and what it imports.",
    )
    .argument('<field>', 'the name of the field')
    .argument('<Client>', 'the client, as in GreetingClient')
    .option('--service <name>', 'the service that calls, where the project has several')
    .option('--dry-run', 'tell what would change, and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ mycelia add ../greeting                    the client
  $ mycelia add client greeting GreetingClient
  $ mycelia add client greeting GreetingClient --service gateway`,
    )
    .action(async (field: string, client: string, flags: ClientFlags) => {
      const { addMemberTo } = await import('../add-member.js')
      await addMemberTo(flags.service, { kind: 'client', field, client }, flags)
    })
}
