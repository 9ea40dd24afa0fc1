import type { Logger } from '../log/index.js'
import { AmqpError } from './amqp-error.js'

/** What RabbitMQ 4 still takes but means to take no more, by the names that it has there. */
const DEPRECATED = {
  transient_nonexcl_queues:
    'is neither durable nor exclusive: declare it durable (with x-expires), or exclusive',
  global_qos: 'set a prefetch count for all consumers of a channel: set it for each consumer',
  queue_mode: 'has the argument x-queue-mode, which RabbitMQ 4 ignores: leave it out',
  queue_version_1: 'has the argument x-queue-version 1, which RabbitMQ 4.3 refuses: leave it out',
  classic_queue_mirroring: 'asks to be mirrored, which RabbitMQ 4 does not: use a quorum queue',
} as const

export type DeprecatedFeature = keyof typeof DEPRECATED

/** Warnings that are remembered, so as to be given once. */
const REMEMBERED = 1_000

/** Whether the broker frowns on what newer brokers would refuse. */
export class Strictness {
  readonly #level: 'ignore' | 'warn' | 'refuse'
  readonly #log: Logger
  readonly #warned = new Set<string>()

  constructor(level: 'ignore' | 'warn' | 'refuse', log: Logger) {
    this.#level = level
    this.#log = log
  }

  /** Somebody does what is allowed, and what a newer RabbitMQ would surprise with. */
  advise(text: string): void {
    if (this.#level !== 'ignore') this.#warnOnce(text)
  }

  /**
   * Somebody uses what is deprecated.
   * @throws {AmqpError} when that is refused here, as by a RabbitMQ that has it switched off.
   */
  deprecated(feature: DeprecatedFeature, subject: string): void {
    if (this.#level === 'ignore') return
    const text = `${subject} ${DEPRECATED[feature]}`
    if (this.#level === 'refuse') {
      throw new AmqpError(541, `Feature \`${feature}\` is deprecated: ${text}`)
    }
    this.#warnOnce(text)
  }

  #warnOnce(text: string): void {
    if (this.#warned.has(text) || this.#warned.size >= REMEMBERED) return
    this.#warned.add(text)
    this.#log.warn(`embedded broker: ${text}`)
  }
}
