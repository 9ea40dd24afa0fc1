import type { Command } from 'commander'
import { addHttp } from './add-http.js'

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

interface EventFlags extends DryRun {
  readonly from: string
  readonly type: string
  readonly param?: readonly string[]
  readonly handler?: string
}

interface TimerFlags extends DryRun {
  readonly every?: string
  readonly cron?: string
  readonly timeZone?: string
}

/** What `mycelia add` can add to a service's class: a line each. */
export const memberCommands: readonly ((add: Command) => void)[] = [
  addRpc,
  addClient,
  addEvent,
  addTimer,
  addHttp,
]

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

function addEvent(add: Command): void {
  add
    .command('event')
    .summary('add a method that handles an event to a service')
    .description(
      "Adds a method that handles an event to a service's class, its body still to be written, in the style of the file.",
    )
    .argument('<service>', 'the service that handles it, or its class')
    .argument('<method>', 'the name of the method')
    .requiredOption('--from <service>', 'the service that emits the event')
    .requiredOption('--type <event>', 'the event')
    .option(
      '--param <name:type...>',
      "what it carries, as in 'refund:Refund' (default: what the client of the service says)",
    )
    .option(
      '--handler <kind>',
      'who gets the event: service_pool, singleton or broadcast (default: service_pool)',
    )
    .option('--dry-run', 'tell what would change, and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ mycelia add event shipping_service ship --from orders_service --type order_created
  $ mycelia add event shipping_service note --from payments --type refunded --param 'refund:{ order: string }'
  $ mycelia add event ShippingService reload --from settings --type changed --handler broadcast`,
    )
    .action(async (service: string, method: string, flags: EventFlags) => {
      const { addMemberTo } = await import('../add-member.js')
      const { from, type, param: params = [], handler } = flags
      const who = handler === undefined ? {} : { handler }
      await addMemberTo(service, { kind: 'event', method, from, type, params, ...who }, flags)
    })
}

function addTimer(add: Command): void {
  add
    .command('timer')
    .summary('add a method that a timer calls to a service')
    .description(
      "Adds a method that is called by the clock to a service's class, its body still to be written, in the style of the file.",
    )
    .argument('<service>', 'the service, or its class')
    .argument('<method>', 'the name of the method')
    .option('--every <interval>', "an interval, as in '500ms', '5s', '10m' or '1h'")
    .option('--cron <pattern>', "or a cron pattern, as in '0 3 * * *'")
    .option('--time-zone <name>', "whose clock the pattern goes by (default: the machine's)")
    .option('--dry-run', 'tell what would change, and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ mycelia add timer reports_service poll --every 5s
  $ mycelia add timer ReportsService cleanUp --cron '0 3 * * *' --time-zone Europe/Berlin`,
    )
    .action(async (service: string, method: string, { dryRun, ...when }: TimerFlags) => {
      const { addMemberTo } = await import('../add-member.js')
      await addMemberTo(service, { kind: 'timer', method, ...when }, dryRun ? { dryRun } : {})
    })
}
