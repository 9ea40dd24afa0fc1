import type { Channel, ConsumeMessage } from 'amqplib'
import type { Settler } from './amqp-message.js'

/**
 * The settling side of a consumer's channel: deliveries can be settled only on the channel that
 * brought them. Once it is gone, settling does nothing: the broker delivers them again.
 */
export class DeliveryChannel implements Settler {
  readonly channel: Channel
  #gone = false
  /** Delivered and not yet settled. */
  #unsettled = 0
  #idle: (() => void) | undefined
  #last: ConsumeMessage | undefined

  constructor(channel: Channel) {
    this.channel = channel
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

  /** Acknowledges a message at the end of the tick, together with all before it. */
  ackSoon(message: ConsumeMessage): void {
    if (this.#last === undefined) process.nextTick(flush, this)
    this.#last = message
  }

  flush(): void {
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
