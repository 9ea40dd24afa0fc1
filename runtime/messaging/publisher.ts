import { parseDuration } from '../config/index.js'
import type { Context, Sender, Started, Token } from '../token/index.js'
import type { Exchange, Headers } from '../transport/index.js'
import { type EmitOptions, sendOptions } from './events.js'

/** What all messages of a publisher have in common, unless one says otherwise. */
export interface PublisherDefaults extends PublishOptions {
  /**
   * The exchange: a name, or what to declare at the start. `''` is the broker's own, which takes
   * the routing key for the name of a queue.
   * @default ''
   */
  readonly exchange?: string | Exchange
}

/** How one message is published. */
export interface PublishOptions extends EmitOptions {
  readonly routingKey?: string
  /** Whether it survives a restart of the broker in a durable queue. @default true */
  readonly persistent?: boolean
  /** Whether to fail with `Unroutable` when it reaches no queue. @default false */
  readonly mandatory?: boolean
  /** After how long the broker drops it from a queue: `'1m'`, or milliseconds. @default never */
  readonly expiration?: string | number
  /** Headers beside those of the context. */
  readonly headers?: Headers
}

/** Publishes messages with a JSON body, each confirmed by the broker. */
export interface MessagePublisher<Payload> {
  /**
   * Resolves when the broker has taken the message.
   * @throws {PublishTimeout} {@link Unroutable} {@link BrokerRefused} {@link MessageTooLarge}
   */
  publish(payload: Payload, options?: PublishOptions): Promise<void>
}

/** The token of a way to publish messages. */
export interface PublisherToken<Payload> extends Token<MessagePublisher<Payload>> {
  /** What it publishes to, which decides on the rights that it takes. */
  readonly publishes: Pick<PublisherDefaults, 'exchange'>
}

/**
 * Makes the token of a way to publish messages to any exchange, in whatever is JSON.
 *
 * ```ts
 * export const Audit = Publisher<AuditEntry>({ exchange: 'audit', routingKey: 'entry' })
 *
 * private readonly audit = inject(Audit)
 * await this.audit.publish({ who, what })
 * ```
 */
export function Publisher<Payload = unknown>(
  defaults: PublisherDefaults = {},
): PublisherToken<Payload> {
  const { exchange = '', ...options } = defaults
  return {
    name: `Publisher of ${nameOf(exchange) || 'queues'}`,
    publishes: { exchange },
    async start({ sender }): Promise<Started<MessagePublisher<Payload>>> {
      if (typeof exchange === 'object') await sender.declare(exchange)
      return {
        get: (context) => ({
          publish: (payload, more) =>
            publish(sender, context, nameOf(exchange), payload, { ...options, ...more }),
        }),
      }
    },
  }
}

function nameOf(exchange: string | Exchange): string {
  return typeof exchange === 'string' ? exchange : exchange.name
}

async function publish(
  sender: Sender,
  context: Context,
  exchange: string,
  payload: unknown,
  options: PublishOptions,
): Promise<void> {
  const { routingKey = '', expiration, timeout, context: data, ...properties } = options
  const message = {
    ...properties,
    exchange,
    routingKey,
    payload,
    expiration: expiration === undefined ? undefined : parseDuration(expiration),
  }
  const beside = {
    ...(timeout !== undefined && { timeout }),
    ...(data !== undefined && { context: data }),
  }
  await sender.publish(message, sendOptions(context, beside))
}
