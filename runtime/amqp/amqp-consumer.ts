import type { Channel, ConsumeMessage } from 'amqplib'
import { ConnectionLost } from '../errors/index.js'
import type { Logger } from '../log/index.js'
import type { ConsumeOptions, Consumer } from '../transport/index.js'
import { AmqpMessage } from './amqp-message.js'
import { bindConsumed, declareConsumed } from './declare.js'
import { DeliveryChannel } from './delivery-channel.js'
import type { ChannelUse, LastingChannel } from './lasting-channel.js'
import type { Link } from './link.js'
import { within } from './within.js'

/** Milliseconds that the broker may take to confirm that it delivers no more. */
const CANCEL_LIMIT = 5_000

/** Consumes from a queue on a channel of its own, declaring everything anew on each. */
export class AmqpConsumer implements Consumer, ChannelUse {
  readonly purpose: string
  /** Resolves when the first consumer has started. */
  readonly started: Promise<void>
  readonly #options: ConsumeOptions
  readonly #logger: Logger
  readonly #onEnd: () => void
  readonly #channel: LastingChannel
  #deliveries: DeliveryChannel | undefined
  /** As the broker knows it. */
  #queue = ''
  #tag = ''
  #cancelled: Promise<void> | undefined
  /** No message goes to the handler any more. */
  #deaf = false
  #hasStarted = false
  #onStarted: () => void = () => {}
  #onNotStarted: (error: Error) => void = () => {}

  /** @param onEnd Called when it is closed, or could not be started. */
  constructor(link: Link, options: ConsumeOptions, logger: Logger, onEnd: () => void) {
    this.purpose = `consume from queue "${options.queue.name}"`
    this.#options = options
    this.#logger = logger
    this.#onEnd = onEnd
    this.started = new Promise((resolve, reject) => {
      this.#onStarted = resolve
      this.#onNotStarted = reject
    })
    this.#channel = link.keepOpen(this)
  }

  async open(channel: Channel): Promise<void> {
    const deliveries = new DeliveryChannel(channel, this.#options.prefetch)
    channel.once('close', () => deliveries.gone())
    const queue = await declareConsumed(channel, this.#options)
    const { consumerTag } = await channel.consume(queue, (message) =>
      this.#onDelivery(deliveries, message),
    )
    this.#queue = queue
    this.#tag = consumerTag
    this.#deliveries = deliveries
  }

  /** Binds its queue once more, on a channel of somebody else's; not while it consumes nothing. */
  async bindAgain(channel: Channel): Promise<void> {
    if (this.#deliveries === undefined || this.#cancelled !== undefined) return
    await bindConsumed(channel, this.#queue, this.#options)
  }

  opened(): void {
    this.#hasStarted = true
    this.#onStarted()
  }

  lost(): void {
    this.#deliveries = undefined
    if (this.#cancelled === undefined) this.#options.onLost?.()
  }

  failed(error: Error): boolean {
    if (this.#hasStarted) {
      this.#logger.error(error.message)
      return true
    }
    this.#onNotStarted(error)
    this.#onEnd()
    return false
  }

  cancel(): Promise<void> {
    this.#cancelled ??= this.#cancel()
    return this.#cancelled
  }

  /** Takes no more and closes the channel: what is not settled yet is delivered again. */
  async close(): Promise<void> {
    this.#onNotStarted(new ConnectionLost('the transport was closed'))
    this.#deaf = true
    this.#deliveries?.flush()
    await this.#channel.close()
    this.#onEnd()
  }

  async #cancel(): Promise<void> {
    this.#channel.retire()
    const deliveries = this.#deliveries
    if (deliveries === undefined) return this.close()
    const closed = new Promise((resolve) => deliveries.channel.once('close', resolve))
    await within(CANCEL_LIMIT, Promise.race([deliveries.channel.cancel(this.#tag), closed]))
    this.#deaf = true
    void deliveries.idle().then(() => this.close())
  }

  #onDelivery(deliveries: DeliveryChannel, message: ConsumeMessage | null): void {
    if (message === null) {
      const reason = new Error('the broker cancelled the consumer: its queue was deleted')
      this.#channel.replace(deliveries.channel, reason)
    } else if (this.#deaf) {
      deliveries.delivered(message)
      deliveries.requeue(message)
    } else if (this.#options.ack === 'auto') {
      this.#handle(new AmqpMessage(message, undefined))
      deliveries.ackSoon(message)
    } else {
      deliveries.delivered(message)
      this.#handle(new AmqpMessage(message, deliveries))
    }
  }

  /** What a consume callback throws would close the channel, or the whole connection. */
  #handle(message: AmqpMessage): void {
    try {
      this.#options.onMessage(message)
    } catch (error) {
      this.#logger.error(`the handler of messages from "${this.#options.queue.name}" failed`, {
        error,
      })
    }
  }
}
