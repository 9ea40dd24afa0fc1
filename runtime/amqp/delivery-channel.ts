import type { Channel, ConsumeMessage } from 'amqplib'
import type { Settler } from './amqp-message.js'

/**
 * How many messages, and for how many milliseconds, may wait to be acknowledged with one frame:
 * each is a write here and work for the broker, at the moment when both should send the next.
 */
const GATHER_MESSAGES = 64
const GATHER_TIME = 10

/**
 * The settling side of a consumer's channel: deliveries can be settled only on the channel that
 * brought them. Once it is gone, settling does nothing: the broker delivers them again.
 */
export class DeliveryChannel implements Settler {
  readonly channel: Channel
  readonly #gatherAtMost: number
  #gone = false
  /** Delivered and not yet settled. */
  #unsettled = 0
  #idle: (() => void) | undefined
  #last: ConsumeMessage | undefined
  /** Messages that wait to be acknowledged with the last. */
  #gathered = 0
  #timer: NodeJS.Timeout | undefined

  /** @param prefetch Unacknowledged messages after which the broker sends no more. */
  constructor(channel: Channel, prefetch: number = Infinity) {
    this.channel = channel
    this.#gatherAtMost = Math.min(GATHER_MESSAGES, prefetch / 2)
  }

  /** Counts a message that the handler will settle. */
  delivered(): void {
    this.#unsettled++
  }

  // amqplib throws on a channel that is closing, so each of these tries.

  ack(message: ConsumeMessage): void {
    if (this.#gone) return
    try {
      this.channel.ack(message)
      this.#settled()
    } catch {
      this.gone()
    }
  }

  requeue(message: ConsumeMessage): void {
    if (this.#gone) return
    try {
      // Not `nack`: a delivery limit counts rejections only.
      this.channel.reject(message, true)
      this.#settled()
    } catch {
      this.gone()
    }
  }

  /** Acknowledges a message before long, together with all before it. */
  ackSoon(message: ConsumeMessage): void {
    this.#last = message
    if (++this.#gathered >= this.#gatherAtMost) this.flush()
    else this.#timer ??= setTimeout(flush, GATHER_TIME, this)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#gathered = 0
    const last = this.#last
    this.#last = undefined
    if (last === undefined || this.#gone) return
    try {
      this.channel.ack(last, true)
    } catch {
      this.gone()
    }
  }

  /** The channel is gone, and with it all that was delivered on it. */
  gone(): void {
    this.#gone = true
    this.#unsettled = 0
    clearTimeout(this.#timer)
    this.#idle?.()
  }

  /** Resolves when all that was delivered is settled. */
  async idle(): Promise<void> {
    this.flush()
    if (this.#unsettled > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
  }

  #settled(): void {
    this.#unsettled--
    if (this.#unsettled === 0) this.#idle?.()
  }
}

function flush(channel: DeliveryChannel): void {
  channel.flush()
}
