import { createHash, timingSafeEqual } from 'node:crypto'
import { type Grants, type Permissions, permissionPattern } from './permissions.js'

/** Who may connect. */
export interface UserOptions {
  readonly name: string
  /** In clear: this is a broker for development. */
  readonly password?: string
  /** Base64 of a salt of four bytes and the hash of salt and password, as RabbitMQ exports it. */
  readonly passwordHash?: string
  /** @default 'sha256' */
  readonly hashAlgorithm?: 'sha256' | 'sha512' | 'md5'
  /** By virtual host; `*` is for all others. @default everything everywhere */
  readonly permissions?: Readonly<Record<string, PermissionOptions>>
  readonly topicPermissions?: readonly TopicPermissionOptions[]
}

/** Patterns of names, as RabbitMQ has them. */
export interface PermissionOptions {
  readonly configure: string
  readonly write: string
  readonly read: string
}

export interface TopicPermissionOptions {
  readonly vhost: string
  readonly exchange: string
  readonly write: string
  readonly read: string
}

export const GUEST: UserOptions = { name: 'guest', password: 'guest' }

const EVERYTHING: PermissionOptions = { configure: '.*', write: '.*', read: '.*' }

const SALT_LENGTH = 4

export class Users {
  readonly #byName: ReadonlyMap<string, UserOptions>

  constructor(users: readonly UserOptions[]) {
    this.#byName = new Map(users.map((user) => [user.name, user]))
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  authenticate(name: string, password: string): boolean {
    const user = this.#byName.get(name)
    if (user === undefined) return false
    if (user.password !== undefined) return equal(digest(user.password), digest(password))
    if (user.passwordHash === undefined) return false
    const stored = Buffer.from(user.passwordHash, 'base64')
    const salt = stored.subarray(0, SALT_LENGTH)
    const hash = createHash(user.hashAlgorithm ?? 'sha256')
      .update(salt)
      .update(password)
      .digest()
    return equal(stored.subarray(SALT_LENGTH), hash)
  }

  /** What a user may do in a virtual host; nothing means that it may not even enter. */
  grants(name: string, vhost: string): Grants | undefined {
    const user = this.#byName.get(name)
    if (user === undefined) return undefined
    const { permissions = { '*': EVERYTHING }, topicPermissions = [] } = user
    const patterns = Object.hasOwn(permissions, vhost) ? permissions[vhost] : permissions['*']
    if (patterns === undefined) return undefined
    return {
      permissions: compile(patterns),
      topics: topicPermissions.filter((topic) => topic.vhost === vhost),
    }
  }
}

function compile({ configure, write, read }: PermissionOptions): Permissions {
  return {
    configure: permissionPattern(configure),
    write: permissionPattern(write),
    read: permissionPattern(read),
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function equal(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
