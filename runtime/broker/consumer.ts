import type { Channel } from './channel.js'
import type { Queue } from './queue.js'
import type { Entry } from './ready-list.js'
import { encodeShortstr } from './shortstr.js'
import type { Subscriber } from './subscribers.js'

export interface ConsumerOptions {
  readonly tag: string
  readonly noAck: boolean
  readonly exclusive: boolean
  readonly priority: number
  /** Unacknowledged messages that it may have; 0 for any number. */
  readonly prefetch: number
}

export class Consumer implements Subscriber {
  readonly tag: string
  readonly noAck: boolean
  readonly exclusive: boolean
  readonly priority: number
  readonly prefetch: number
  readonly queue: Queue
  /** When it was blocked, among the consumers of its channel. */
  blockedSince = 0
  #blocked = false
  unacked = 0
  readonly #tagBytes: Buffer
  readonly #channel: Channel

  constructor(channel: Channel, queue: Queue, options: ConsumerOptions) {
    this.#channel = channel
    this.queue = queue
    this.tag = options.tag
    this.noAck = options.noAck
    this.exclusive = options.exclusive
    this.priority = options.priority
    this.prefetch = options.prefetch
    this.#tagBytes = encodeShortstr(options.tag)
  }

  get blocked(): boolean {
    return this.#blocked
  }

  set blocked(blocked: boolean) {
    if (blocked && !this.#blocked) this.blockedSince = this.#channel.nextBlocking()
    this.#blocked = blocked
  }

  canTake(): boolean {
    if (this.#channel.congested) return false
    if (this.noAck) return true
    if (this.prefetch > 0 && this.unacked >= this.prefetch) return false
    return this.#channel.deliveries.hasRoom
  }

  take(entry: Entry): void {
    if (!this.noAck) this.unacked++
    this.#channel.deliver(this, this.#tagBytes, entry)
  }

  /** It can take messages again, perhaps. */
  wake(): void {
    if (this.blocked && this.canTake()) this.queue.subscribers.wake(this)
  }

  cancelled(): void {
    this.#channel.onCancelled(this)
  }
}
