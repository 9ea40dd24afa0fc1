import { type Command, InvalidArgumentError } from 'commander'

interface HttpFlags {
  readonly param?: readonly string[]
  readonly returns?: string
  readonly status?: number
  readonly dryRun?: true
}

/** `mycelia add http` */
export function addHttp(add: Command): void {
  add
    .command('http')
    .summary('add a method that answers HTTP requests to a service')
    .description(
      "Adds a method that answers HTTP requests to a service's class, its body still to be written, in the style of the file.",
    )
    .argument('<service>', 'the service, or its class')
    .argument('<method>', 'the name of the method')
    .argument('<verb>', 'GET, POST, PUT, PATCH or DELETE')
    .argument('<path>', "the path, with its parameters, as in '/orders/:id'")
    .option(
      '--param <name:type...>',
      "its parameters, as in 'id:number' (default: those of the path, as strings)",
    )
    .option('--returns <type>', 'what it returns (default: void)')
    .option(
      '--status <status>',
      'the status of an answer that is no error (default: 200, or 204 where it returns nothing)',
      toStatus,
    )
    .option('--dry-run', 'tell what would change, and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ mycelia add http orders_service find GET /orders/:id --returns 'Promise<Order>'
  $ mycelia add http OrdersService place POST /orders --param order:Order --status 201`,
    )
    .action(
      async (service: string, method: string, verb: string, path: string, flags: HttpFlags) => {
        const { addMemberTo } = await import('../add-member.js')
        const { param: params = [], dryRun, ...said } = flags
        const member = {
          kind: 'http',
          method,
          verb: verb.toUpperCase(),
          path,
          params,
          ...said,
        } as const
        await addMemberTo(service, member, dryRun ? { dryRun } : {})
      },
    )
}

function toStatus(text: string): number {
  if (/^[23]\d\d$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a status from 200 to 399, as in 201.')
}
