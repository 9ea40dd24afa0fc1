import type { ConsumeMessage } from 'amqplib'
import type { Headers, IncomingMessage } from '../transport/index.js'
import { decodeHeaders } from './decode-headers.js'

/** Whom a message is settled with: the channel that delivered it. */
export interface Settler {
  ack(message: ConsumeMessage): void
  requeue(message: ConsumeMessage): void
}

/** A delivery; its parts are taken from amqplib's message as they are read. */
export class AmqpMessage implements IncomingMessage {
  readonly #message: ConsumeMessage
  /** Undefined once it is settled: a second time would cost the channel. */
  #settler: Settler | undefined
  #headers: Headers | undefined

  /** @param settler Undefined when the transport acknowledges by itself. */
  constructor(message: ConsumeMessage, settler: Settler | undefined) {
    this.#message = message
    this.#settler = settler
  }

  get exchange(): string {
    return this.#message.fields.exchange
  }

  get routingKey(): string {
    return this.#message.fields.routingKey
  }

  get redelivered(): boolean {
    return this.#message.fields.redelivered
  }

  get body(): Buffer {
    return this.#message.content
  }

  get contentType(): string | undefined {
    return this.#message.properties.contentType
  }

  get contentEncoding(): string | undefined {
    return this.#message.properties.contentEncoding
  }

  get correlationId(): string | undefined {
    return this.#message.properties.correlationId
  }

  get replyTo(): string | undefined {
    return this.#message.properties.replyTo
  }

  get userId(): string | undefined {
    return this.#message.properties.userId
  }

  get expiration(): number | undefined {
    const { expiration } = this.#message.properties
    return /^\d+$/.test(expiration) ? Number(expiration) : undefined
  }

  get headers(): Headers {
    this.#headers ??= decodeHeaders(this.#message.properties.headers)
    return this.#headers
  }

  ack(): void {
    const settler = this.#settler
    this.#settler = undefined
    settler?.ack(this.#message)
  }

  requeue(): void {
    const settler = this.#settler
    this.#settler = undefined
    settler?.requeue(this.#message)
  }
}
