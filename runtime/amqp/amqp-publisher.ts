import type { Channel, ConfirmChannel, Message, Options } from 'amqplib'
import { BrokerRefused, MessageTooLarge } from '../errors/index.js'
import type { Logger } from '../log/index.js'
import type {
  Exchange,
  Fate,
  OutgoingMessage,
  Publisher,
  PublisherOptions,
  ReturnedMessage,
} from '../transport/index.js'
import { declareExchange } from './declare.js'
import { encodeHeaders } from './encode-headers.js'
import { isNotFound } from './failures.js'
import type { ChannelUse, LastingChannel } from './lasting-channel.js'
import type { Link } from './link.js'

/** Bytes that may wait in the process for a broker that does not take them. */
const BUFFER_LIMIT = 16 * 1024 * 1024

/** What a message takes beside its body, about. */
const OVERHEAD = 512

/** Frames that amqplib queues before it reports that the socket does not keep up. */
const HIGH_WATER_MARK = 32

/** RabbitMQ's limit, in milliseconds: 49 days. It closes the channel over any other text. */
const LONGEST_EXPIRATION = 2 ** 32 - 1

const NO_HEADERS = Object.freeze({})

/** What a publisher needs to know of its transport. */
export interface PublishGate {
  /** The broker takes no messages. */
  readonly blocked: boolean
  readonly logger: Logger
  /** Tells that a publisher may have become able to publish. */
  changed(): void
  /** Tells that an exchange is gone, and with it what was bound to it. */
  exchangeGone(): void
}

/** Publishes on a channel of its own. Messages are persistent, and JSON unless they say otherwise, as Nameko's. */
export class AmqpPublisher implements Publisher, ChannelUse {
  readonly purpose: string
  readonly highWaterMark: number = HIGH_WATER_MARK
  readonly confirms: boolean
  readonly #exchanges: readonly Exchange[]
  readonly #onReturn: ((message: ReturnedMessage) => void) | undefined
  readonly #gate: PublishGate
  readonly #lasting: LastingChannel
  #channel: Channel | undefined
  #refused: BrokerRefused | undefined
  #lostBy: Error | undefined
  /** Bytes handed over since amqplib last reported that the socket does not keep up. */
  #buffered = 0
  #full = false

  constructor(
    link: Link,
    { exchanges = [], onReturn, confirms = false }: PublisherOptions,
    gate: PublishGate,
  ) {
    const names = exchanges.map(({ name }) => `"${name}"`).join(', ')
    this.purpose = names === '' ? 'publish' : `publish to exchange ${names}`
    this.confirms = confirms
    this.#exchanges = exchanges
    this.#onReturn = onReturn
    this.#gate = gate
    this.#lasting = link.keepOpen(this)
  }

  /** Whether waiting longer would make no difference: it can publish, or it is refused. */
  get settled(): boolean {
    return this.#refused !== undefined || (this.#channel !== undefined && !this.#full)
  }

  /** The broker's reason for closing the last channel, if it did. */
  get lostBy(): Error | undefined {
    return this.#lostBy
  }

  publish(message: OutgoingMessage, onFate?: (fate: Fate) => void): boolean {
    const channel = this.#channel
    if (channel === undefined || this.#full || this.#gate.blocked) {
      if (this.#refused !== undefined) throw this.#refused
      return false
    }
    const { exchange, routingKey, body } = message
    const properties = propertiesOf(message)
    try {
      const flowing =
        onFate === undefined
          ? channel.publish(exchange, routingKey, body, properties)
          : (channel as ConfirmChannel).publish(exchange, routingKey, body, properties, (error) =>
              onFate(fateOf(error)),
            )
      if (!flowing) this.#count(body.length + OVERHEAD)
      return true
    } catch (error) {
      return this.#notPublished(channel, error as Error)
    }
  }

  /** Resolves when the broker has taken all that was published, or cannot any more. */
  close(): Promise<void> {
    return this.#lasting.close()
  }

  async open(channel: Channel): Promise<void> {
    channel.on('drain', () => this.#onDrain(channel))
    channel.on('return', (message) => this.#onReturned(message))
    for (const exchange of this.#exchanges) await declareExchange(channel, exchange)
  }

  opened(channel: Channel): void {
    this.#channel = channel
    this.#refused = undefined
    this.#gate.changed()
  }

  lost(reason?: Error): void {
    this.#channel = undefined
    this.#lostBy = reason
    this.#buffered = 0
    this.#full = false
    if (isNotFound(reason)) this.#gate.exchangeGone()
  }

  failed(error: Error): boolean {
    this.#refused = error instanceof BrokerRefused ? error : undefined
    this.#gate.logger.error(error.message)
    this.#gate.changed()
    return true
  }

  #count(bytes: number): void {
    this.#buffered += bytes
    if (this.#buffered > BUFFER_LIMIT) this.#full = true
  }

  #onDrain(channel: Channel): void {
    if (channel !== this.#channel) return
    this.#buffered = 0
    if (!this.#full) return
    this.#full = false
    this.#gate.changed()
  }

  /** Nothing has been written: amqplib encodes first, and refuses on a channel that is closing. */
  #notPublished(channel: Channel, error: Error): false {
    if (error.name === 'IllegalOperationError') {
      if (this.#channel === channel) this.lost()
      return false
    }
    if (error instanceof RangeError) {
      throw new MessageTooLarge('the headers of a message take more than 64 KiB', { cause: error })
    }
    throw error
  }

  #onReturned({ fields, properties }: Message): void {
    const { exchange, routingKey } = fields
    const { correlationId, messageId } = properties
    try {
      this.#onReturn?.({
        exchange,
        routingKey,
        ...(correlationId !== undefined && { correlationId }),
        ...(messageId !== undefined && { messageId }),
      })
    } catch (error) {
      this.#gate.logger.error('the handler of a returned message failed', { error })
    }
  }
}

function fateOf(error: Error | null): Fate {
  if (error === null) return 'taken'
  return error.message === 'message nacked' ? 'refused' : 'lost'
}

/** Nameko's, in full (`amqp/publish.py`). A property that is undefined is not sent. */
function propertiesOf(message: OutgoingMessage): Options.Publish {
  const { contentType, contentEncoding, correlationId, replyTo, messageId } = message
  const { expiration, mandatory, headers } = message
  return {
    contentType: contentType ?? 'application/json',
    contentEncoding: contentEncoding ?? 'utf-8',
    headers: headers === undefined ? NO_HEADERS : encodeHeaders(headers),
    deliveryMode: message.persistent === false ? 1 : 2,
    priority: 0,
    correlationId,
    replyTo,
    messageId,
    expiration: expiration === undefined ? undefined : expirationOf(expiration),
    mandatory: mandatory === true,
  } as Options.Publish
}

function expirationOf(milliseconds: number): string | undefined {
  if (!(milliseconds <= LONGEST_EXPIRATION)) return undefined
  return String(Math.max(0, Math.ceil(milliseconds)))
}
