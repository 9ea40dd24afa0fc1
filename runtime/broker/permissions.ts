import { AmqpError } from './amqp-error.js'

export type Action = 'configure' | 'write' | 'read'

export type Permissions = { readonly [A in Action]: RegExp }

/** Of a topic exchange, which routing keys may be published and bound. */
export interface TopicPermission {
  readonly exchange: string
  readonly write: RegExp | string
  readonly read: RegExp | string
}

/** What a user may do in one virtual host. */
export interface Grants {
  readonly permissions: Permissions
  readonly topics: readonly TopicPermission[]
}

/** Answers that are remembered, by name; clients may come up with ever new ones. */
const REMEMBERED = 1_000

/** What one connection may do. */
export class Access {
  readonly user: string
  readonly #vhost: string
  readonly #grants: Grants
  readonly #known: { readonly [A in Action]: Map<string, boolean> } = {
    configure: new Map(),
    write: new Map(),
    read: new Map(),
  }

  constructor(user: string, vhost: string, grants: Grants) {
    this.user = user
    this.#vhost = vhost
    this.#grants = grants
  }

  /** @throws {AmqpError} when it may not. */
  check(action: Action, kind: 'exchange' | 'queue', name: string): void {
    // The default exchange goes by another name in patterns.
    const known = this.#known[action]
    let allowed = known.get(name)
    if (allowed === undefined) {
      const shown = kind === 'exchange' && name === '' ? 'amq.default' : name
      allowed = this.#grants.permissions[action].test(shown)
      if (known.size >= REMEMBERED) known.clear()
      known.set(name, allowed)
    }
    if (allowed) return
    const what = `${kind} '${kind === 'exchange' && name === '' ? 'amq.default' : name}'`
    throw new AmqpError(
      403,
      `access to ${what} in vhost '${this.#vhost}' refused for user '${this.user}'`,
    )
  }

  /** @throws {AmqpError} when it may not publish, or bind, under this routing key. */
  checkTopic(action: 'write' | 'read', exchange: string, routingKey: string): void {
    const rule = this.#grants.topics.find((topic) => topic.exchange === exchange)
    if (rule === undefined || this.#pattern(rule[action]).test(routingKey)) return
    throw new AmqpError(
      403,
      `access to topic '${routingKey}' in exchange '${exchange}' in vhost '${this.#vhost}' ` +
        `refused for user '${this.user}'`,
    )
  }

  /** Whether any topic permission is to be looked up. */
  get hasTopics(): boolean {
    return this.#grants.topics.length > 0
  }

  #pattern(pattern: RegExp | string): RegExp {
    if (typeof pattern !== 'string') return pattern
    return permissionPattern(
      pattern
        .replaceAll('{username}', escapePattern(this.user))
        .replaceAll('{vhost}', escapePattern(this.#vhost)),
    )
  }
}

/** A pattern as RabbitMQ reads it: an empty one allows only the empty name. */
export function permissionPattern(text: string): RegExp {
  return new RegExp(text === '' ? '^$' : text)
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
