import { createHash, randomBytes } from 'node:crypto'
import type { BrokerPolicy } from './broker-policy.js'
import type { UserRights } from './user-rights.js'

/** A part of RabbitMQ's `definitions.json`, as `rabbitmqctl import_definitions` takes it. */
export interface RabbitmqDefinitions {
  readonly vhosts?: readonly { readonly name: string }[]
  readonly users?: readonly UserDefinition[]
  readonly permissions?: readonly PermissionDefinition[]
  readonly topic_permissions?: readonly TopicPermissionDefinition[]
  readonly policies?: readonly (BrokerPolicy & { readonly vhost: string })[]
  readonly exchanges?: readonly ExchangeDefinition[]
  readonly queues?: readonly QueueDefinition[]
  readonly bindings?: readonly BindingDefinition[]
}

export interface UserDefinition {
  readonly name: string
  /** Empty: the user cannot log in with a password. */
  readonly password_hash: string
  readonly hashing_algorithm: 'rabbit_password_hashing_sha256'
  readonly tags: readonly string[]
}

export interface PermissionDefinition {
  readonly user: string
  readonly vhost: string
  readonly configure: string
  readonly write: string
  readonly read: string
}

export interface TopicPermissionDefinition {
  readonly user: string
  readonly vhost: string
  readonly exchange: string
  readonly write: string
  readonly read: string
}

interface ExchangeDefinition {
  readonly name: string
  readonly vhost: string
  readonly type: string
  readonly durable: boolean
  readonly auto_delete: boolean
  readonly internal: boolean
  readonly arguments: Readonly<Record<string, unknown>>
}

interface QueueDefinition {
  readonly name: string
  readonly vhost: string
  readonly durable: boolean
  readonly auto_delete: boolean
  readonly arguments: Readonly<Record<string, unknown>>
}

interface BindingDefinition {
  readonly source: string
  readonly vhost: string
  readonly destination: string
  readonly destination_type: 'queue'
  readonly routing_key: string
  readonly arguments: Readonly<Record<string, unknown>>
}

export interface UserDefinitionsOptions {
  readonly vhost: string
  /** By user. Who has none cannot log in with one. */
  readonly passwords?: ReadonlyMap<string, string>
}

/** Users with their rights in a virtual host, as definitions. */
export function userDefinitions(
  rights: readonly UserRights[],
  { vhost, passwords = new Map() }: UserDefinitionsOptions,
): RabbitmqDefinitions {
  return {
    vhosts: [{ name: vhost }],
    users: rights.map(({ user }) => userDefinition(user, passwords.get(user))),
    permissions: rights.map(({ user, configure, write, read }) => {
      return { user, vhost, configure, write, read }
    }),
    topic_permissions: rights.flatMap(({ user, topics }) =>
      topics.map(({ exchange, write, read }) => ({ user, vhost, exchange, write, read })),
    ),
  }
}

export function userDefinition(name: string, password: string | undefined): UserDefinition {
  return {
    name,
    password_hash: password === undefined ? '' : hashPassword(password),
    hashing_algorithm: 'rabbit_password_hashing_sha256',
    tags: [],
  }
}

/** As RabbitMQ keeps it: Base64 of a salt of four bytes, and SHA-256 of salt and password. */
function hashPassword(password: string): string {
  const salt = randomBytes(4)
  const hash = createHash('sha256').update(salt).update(password).digest()
  return Buffer.concat([salt, hash]).toString('base64')
}
