import type { Exchange, Headers } from '../transport/index.js'

/** A queue to consume from, with exactly what others declare it with: the broker refuses a difference. */
export interface ConsumedQueue {
  readonly name: string
  /** Whether to declare it, its exchanges and bindings; not where others do. @default true */
  readonly declare?: boolean
  /** @default true */
  readonly durable?: boolean
  /** @default false */
  readonly exclusive?: boolean
  /** @default false */
  readonly autoDelete?: boolean
  /** Arguments of the broker's: `{ 'x-queue-type': 'quorum' }`. @default none */
  readonly arguments?: Headers
  /** Exchanges to declare first. @default none */
  readonly exchanges?: readonly Exchange[]
  /** @default none: by the broker's own exchange, its name is its routing key */
  readonly bindings?: readonly { readonly exchange: string; readonly routingKey: string }[]
}
