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
  /** Tags of what the handler has yet to settle, in the order of delivery. */
  readonly #unsettled = new Set<number>()
  /** What the handler has acknowledged in this tick. */
  #acked: ConsumeMessage[] = []
  #idle: (() => void) | undefined
  /** The last message that waits to be acknowledged, with all before it. */
  #last: ConsumeMessage | undefined
  #gathered = 0
  #timer: NodeJS.Timeout | undefined

  /** @param prefetch Unacknowledged messages after which the broker sends no more. */
  constructor(channel: Channel, prefetch: number = Infinity) {
    this.channel = channel
    this.#gatherAtMost = Math.min(GATHER_MESSAGES, prefetch / 2)
  }

  /** Counts a message that the handler will settle. */
  delivered({ fields }: ConsumeMessage): void {
    this.#unsettled.add(fields.deliveryTag)
  }

  /** Acknowledges a message at the end of the tick. */
  ack(message: ConsumeMessage): void {
    if (this.#gone) return
    if (this.#acked.length === 0) process.nextTick(flush, this)
    this.#acked.push(message)
    this.#settled(message)
  }

  requeue(message: ConsumeMessage): void {
    if (this.#gone) return
    // Not `nack`: a delivery limit counts rejections only.
    this.#try(() => this.channel.reject(message, true))
    this.#settled(message)
  }

  /** Acknowledges a message before long, together with all before it. */
  ackSoon(message: ConsumeMessage): void {
    this.#last = message
    if (++this.#gathered >= this.#gatherAtMost) this.flush()
    else this.#timer ??= setTimeout(flush, GATHER_TIME, this)
  }

  /** Sends the acknowledgements that wait. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#gathered = 0
    const last = this.#last
    const acked = this.#acked
    this.#last = undefined
    this.#acked = []
    if (this.#gone) return
    if (last !== undefined) this.#try(() => this.channel.ack(last, true))
    if (acked.length > 0) this.#try(() => this.#ackAll(acked))
  }

  /** The channel is gone, and with it all that was delivered on it. */
  gone(): void {
    this.#gone = true
    this.#unsettled.clear()
    clearTimeout(this.#timer)
    this.#idle?.()
  }

  /** Resolves when all that was delivered is settled. */
  async idle(): Promise<void> {
    this.flush()
    if (this.#unsettled.size > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
  }

  #settled({ fields }: ConsumeMessage): void {
    this.#unsettled.delete(fields.deliveryTag)
    if (this.#unsettled.size > 0 || this.#idle === undefined) return
    this.flush()
    this.#idle()
  }

  /** Those that were delivered before all that is still under way take one frame together. */
  #ackAll(acked: readonly ConsumeMessage[]): void {
    const [oldest = Infinity] = this.#unsettled
    let last: ConsumeMessage | undefined
    for (const message of acked) {
      const { deliveryTag } = message.fields
      if (deliveryTag > oldest) this.channel.ack(message)
      else if (last === undefined || deliveryTag > last.fields.deliveryTag) last = message
    }
    if (last !== undefined) this.channel.ack(last, true)
  }

  /** amqplib throws on a channel that is closing. */
  #try(settle: () => void): void {
    try {
      settle()
    } catch {
      this.gone()
    }
  }
}

function flush(channel: DeliveryChannel): void {
  channel.flush()
}
