import type { Field, FieldTable } from '../frames/index.js'
import type { Policy } from './policies.js'
import { type QueueSettings, readQueueArguments } from './queue-settings.js'
import { EXCHANGE_TYPES } from './routers.js'
import type { PermissionOptions, UserOptions } from './users.js'
import type { Vhost } from './vhost.js'

/** RabbitMQ's `definitions.json`, as far as this broker knows what to do with it. */
export interface Definitions {
  readonly vhosts?: readonly { readonly name: string }[]
  readonly users?: readonly {
    readonly name: string
    readonly password?: string
    readonly password_hash?: string
    readonly hashing_algorithm?: string
  }[]
  readonly permissions?: readonly (PermissionOptions & {
    readonly user: string
    readonly vhost: string
  })[]
  readonly topic_permissions?: readonly {
    readonly user: string
    readonly vhost: string
    readonly exchange: string
    readonly write: string
    readonly read: string
  }[]
  readonly policies?: readonly {
    readonly vhost: string
    readonly pattern: string
    readonly 'apply-to'?: string
    readonly priority?: number
    readonly definition: Readonly<Record<string, unknown>>
  }[]
  readonly exchanges?: readonly {
    readonly name: string
    readonly vhost: string
    readonly type: string
    readonly durable?: boolean
    readonly auto_delete?: boolean
    readonly internal?: boolean
    readonly arguments?: Arguments
  }[]
  readonly queues?: readonly {
    readonly name: string
    readonly vhost: string
    readonly durable?: boolean
    readonly auto_delete?: boolean
    readonly arguments?: Arguments
  }[]
  readonly bindings?: readonly {
    readonly source: string
    readonly vhost: string
    readonly destination: string
    readonly destination_type: 'queue' | 'exchange'
    readonly routing_key: string
    readonly arguments?: Arguments
  }[]
}

type Arguments = Readonly<Record<string, unknown>>

const ALGORITHMS = {
  rabbit_password_hashing_sha256: 'sha256',
  rabbit_password_hashing_sha512: 'sha512',
  rabbit_password_hashing_md5: 'md5',
} as const

/**
 * The users that definitions name, with what they may do.
 * @throws {Error} when a password is hashed in a way that is not known.
 */
export function usersOf(definitions: Definitions): readonly UserOptions[] {
  const { users = [], permissions = [], topic_permissions: topics = [] } = definitions
  return users.map(({ name, password, password_hash: hash, hashing_algorithm: algorithm }) => ({
    name,
    ...(password === undefined ? {} : { password }),
    ...(hash === undefined ? {} : { passwordHash: hash }),
    ...(algorithm === undefined ? {} : { hashAlgorithm: algorithmOf(algorithm, name) }),
    permissions: Object.fromEntries(
      permissions.filter(({ user }) => user === name).map((grant) => [grant.vhost, grant]),
    ),
    topicPermissions: topics.filter(({ user }) => user === name),
  }))
}

function algorithmOf(algorithm: string, user: string): 'sha256' | 'sha512' | 'md5' {
  const known = ALGORITHMS[algorithm as keyof typeof ALGORITHMS]
  if (known !== undefined) return known
  throw new Error(`definitions: the password of ${user} is hashed by ${algorithm}, not by sha256`)
}

export function policiesOf({ policies = [] }: Definitions): readonly Policy[] {
  return policies.map(({ vhost, pattern, priority = 0, definition, 'apply-to': applyTo }) => ({
    vhost,
    pattern: new RegExp(pattern),
    applyTo: (applyTo ?? 'all') as Policy['applyTo'],
    priority,
    definition,
  }))
}

/**
 * Declares what definitions hold for a virtual host.
 * @throws {Error} when RabbitMQ would refuse it.
 */
export function declareDefinitions(definitions: Definitions, vhost: Vhost): void {
  const { exchanges = [], queues = [], bindings = [] } = definitions
  const here = <T extends { readonly vhost: string }>(all: readonly T[]) =>
    all.filter((one) => one.vhost === vhost.name)
  for (const { name, type, ...flags } of here(exchanges)) {
    const known = EXCHANGE_TYPES.find((one) => one === type)
    if (known === undefined) throw new Error(`definitions: exchange ${name} of type ${type}`)
    vhost.declareExchange({
      name,
      type: known,
      durable: flags.durable ?? true,
      autoDelete: flags.auto_delete ?? false,
      internal: flags.internal ?? false,
      arguments: toTable(flags.arguments),
    })
  }
  for (const { name, durable = true, auto_delete: autoDelete = false, ...rest } of here(queues)) {
    const args = toTable(rest.arguments)
    const settings: QueueSettings = readQueueArguments(args, `queue '${name}'`)
    vhost.declareQueue({ name, durable, autoDelete, owner: undefined, arguments: args }, settings)
  }
  for (const binding of here(bindings)) {
    const { source, destination, destination_type: kind, routing_key: routingKey } = binding
    const from = vhost.exchanges.get(source)
    const to = vhost.destination(kind, destination)
    if (from === undefined || to === undefined) {
      throw new Error(`definitions: binding of ${kind} ${destination} to ${source}: not declared`)
    }
    from.bind(to, routingKey, toTable(binding.arguments))
  }
}

function toTable(values: Arguments = {}): FieldTable {
  return new Map(Object.entries(values).map(([name, value]) => [name, toField(value)]))
}

function toField(value: unknown): Field {
  if (typeof value === 'string') return { tag: 'S', value }
  if (typeof value === 'boolean') return { tag: 't', value }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? { tag: 'l', value: BigInt(value) } : { tag: 'd', value }
  }
  if (Array.isArray(value)) return { tag: 'A', value: value.map(toField) }
  if (typeof value === 'object' && value !== null) return { tag: 'F', value: toTable({ ...value }) }
  return { tag: 'V', value: null }
}
