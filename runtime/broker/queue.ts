import type { FieldTable } from '../frames/index.js'
import type { Binding } from './binding.js'
import type { DeathReason } from './dead-letter.js'
import type { Memory } from './memory.js'
import type { Message } from './message.js'
import type { QueueSettings } from './queue-settings.js'
import { Entry, ReadyList } from './ready-list.js'
import { type Subscriber, Subscribers } from './subscribers.js'

export interface QueueDefinition {
  readonly name: string
  /** Part of its identity only: nothing outlives the broker. */
  readonly durable: boolean
  readonly autoDelete: boolean
  /** The connection that alone may use it, and whose end is its own. */
  readonly owner: object | undefined
  readonly arguments: FieldTable
}

/** What a queue needs from around it. */
export interface QueueHost {
  readonly memory: Memory
  /** A message leaves the queue for another reason than that somebody took it. */
  onDead(queue: Queue, entry: Entry, reason: DeathReason): void
  /** Does what time brings about. An error of it ends with this: nobody else would catch it. */
  onTimer(task: () => void): void
  /** Its last consumer has gone, or it was not used for as long as it may be. */
  onUnused(queue: Queue): void
}

/** Milliseconds: the longest that a timer of Node's takes. */
const LONGEST_TIMER = 2_147_483_647

export class Queue {
  readonly kind = 'queue'
  readonly definition: QueueDefinition
  readonly settings: QueueSettings
  /** Of which it is the destination. */
  readonly incoming: Set<Binding> = new Set()
  readonly subscribers: Subscribers
  readonly ready: ReadyList
  /** Delivered, to be acknowledged. */
  unacked = 0
  /** Messages that came in, that went out, and that were acknowledged. */
  readonly counts = { published: 0, delivered: 0, acknowledged: 0 }
  deleted = false
  readonly #host: QueueHost
  #position = 0
  #expiryTimer: NodeJS.Timeout | undefined
  #expiryAt = Infinity
  /** Whether any of those that wait may expire. */
  #mayExpire = false
  #idleTimer: NodeJS.Timeout | undefined

  constructor(definition: QueueDefinition, settings: QueueSettings, host: QueueHost) {
    this.definition = definition
    this.settings = settings
    this.#host = host
    this.ready = new ReadyList(settings.maxPriority)
    this.subscribers = new Subscribers(settings.singleActiveConsumer)
    this.touch()
  }

  get name(): string {
    return this.definition.name
  }

  /** Takes a message in, or straight to a consumer. @returns whether it was taken. */
  publish(message: Message): boolean {
    this.counts.published++
    const { overflow } = this.settings
    if (overflow !== 'drop-head' && this.#wouldOverflow(message)) {
      if (overflow === 'reject-publish-dlx') {
        this.#host.onDead(this, new Entry(message, 0, Infinity), 'maxlen')
      }
      return false
    }
    const entry = new Entry(message, this.#position++, this.#expiryOf(message))
    if (this.ready.size === 0) {
      const subscriber = this.subscribers.next()
      if (subscriber !== undefined) {
        this.#handOver(entry, subscriber)
        return true
      }
    }
    message.keep(this.#host.memory)
    this.ready.push(entry)
    if (entry.expiresAt !== Infinity) {
      this.#mayExpire = true
      this.dropExpired()
    }
    this.#dropOverflow()
    return true
  }

  /** Gives waiting messages to consumers, as long as there are any of both. */
  deliver(): void {
    while (this.ready.size > 0) {
      this.dropExpired()
      const subscriber = this.ready.size > 0 ? this.subscribers.next() : undefined
      if (subscriber === undefined) break
      const entry = this.ready.shift()!
      entry.message.drop(this.#host.memory)
      this.#handOver(entry, subscriber)
    }
    this.#expireLater()
  }

  /** Takes the next message for somebody who asked for it. */
  get(noAck: boolean): Entry | undefined {
    this.touch()
    this.dropExpired()
    const entry = this.ready.shift()
    if (entry === undefined) return undefined
    // What stood behind it may have had its time, too, and is not to be counted.
    this.dropExpired()
    this.counts.delivered++
    if (noAck) entry.message.drop(this.#host.memory)
    else this.unacked++
    return entry
  }

  /** A delivered message is done with. */
  acknowledge(entry: Entry): void {
    this.unacked--
    this.counts.acknowledged++
    this.#forget(entry)
  }

  /** A delivered message was refused. */
  reject(entry: Entry): void {
    if (!this.deleted) {
      this.unacked--
      this.#host.onDead(this, entry, 'rejected')
    }
    this.#forget(entry)
  }

  /** Delivered messages come back, each to its place. Deliver afterwards. */
  requeue(entries: readonly Entry[]): void {
    if (this.deleted) {
      for (const entry of entries) this.#forget(entry)
      return
    }
    const { deliveryLimit = Infinity } = this.settings
    for (const entry of entries) {
      this.unacked--
      entry.redelivered = true
      if (++entry.returns > deliveryLimit) {
        this.#host.onDead(this, entry, 'delivery_limit')
        this.#forget(entry)
        continue
      }
      this.ready.putBack(entry)
      if (entry.expiresAt !== Infinity) this.#mayExpire = true
    }
    this.#expireLater()
    this.#dropOverflow()
  }

  subscribe(subscriber: Subscriber): void {
    this.touch()
    this.subscribers.add(subscriber)
  }

  unsubscribe(subscriber: Subscriber): void {
    this.subscribers.remove(subscriber)
    if (this.deleted || this.subscribers.size > 0) return
    if (this.definition.autoDelete) this.#host.onUnused(this)
    else this.touch()
  }

  /** @returns the number of messages that are gone. */
  purge(): number {
    const count = this.ready.size
    for (let entry = this.ready.shift(); entry !== undefined; entry = this.ready.shift()) {
      this.#forget(entry)
    }
    return count
  }

  /** Removes what is left of it. @returns the number of messages that were in it. */
  destroy(): number {
    clearTimeout(this.#expiryTimer)
    clearTimeout(this.#idleTimer)
    const count = this.purge()
    this.deleted = true
    for (const subscriber of [...this.subscribers.all]) {
      this.subscribers.remove(subscriber)
      subscriber.cancelled()
    }
    return count
  }

  /** It is in use: the time after which it expires begins anew. */
  touch(): void {
    const { expires } = this.settings
    if (expires === undefined) return
    clearTimeout(this.#idleTimer)
    if (this.subscribers.size > 0) return
    // Beyond the longest timer it will not be waited for.
    this.#idleTimer = this.#after(expires, () => {
      if (this.subscribers.size === 0) this.#host.onUnused(this)
    })
  }

  /** Drops the messages at the head that have waited for too long. */
  dropExpired(): void {
    if (!this.#mayExpire) return
    const now = Date.now()
    if (this.ready.nextExpiry() <= now) {
      for (const entry of this.ready.takeExpired(now)) {
        this.#host.onDead(this, entry, 'expired')
        this.#forget(entry)
      }
    }
    this.#expireLater()
  }

  #handOver(entry: Entry, subscriber: Subscriber): void {
    this.counts.delivered++
    if (!subscriber.noAck) {
      this.unacked++
      entry.message.keep(this.#host.memory)
    }
    subscriber.take(entry)
  }

  #forget(entry: Entry): void {
    entry.message.drop(this.#host.memory)
  }

  #expiryOf(message: Message): number {
    const { messageTtl = Infinity } = this.settings
    const { expiration } = message
    const ttl = expiration === undefined ? messageTtl : Math.min(Number(expiration), messageTtl)
    return ttl === Infinity ? Infinity : Date.now() + ttl
  }

  /** One timer a queue, for the first head that expires. */
  #expireLater(): void {
    if (!this.#mayExpire) return
    if (this.ready.size === 0) this.#mayExpire = false
    const next = this.ready.nextExpiry()
    if (next >= this.#expiryAt) return
    clearTimeout(this.#expiryTimer)
    this.#expiryAt = next
    this.#expiryTimer = this.#after(next - Date.now(), () => {
      this.#expiryAt = Infinity
      this.dropExpired()
    })
  }

  #after(milliseconds: number, task: () => void): NodeJS.Timeout {
    const delay = Math.max(0, Math.min(milliseconds, LONGEST_TIMER))
    const timer = setTimeout(() => this.#host.onTimer(task), delay)
    return timer.unref()
  }

  #wouldOverflow({ body }: Message): boolean {
    const { maxLength = Infinity, maxLengthBytes = Infinity } = this.settings
    return this.ready.size + 1 > maxLength || this.ready.bytes + body.length > maxLengthBytes
  }

  #dropOverflow(): void {
    const { maxLength = Infinity, maxLengthBytes = Infinity, overflow } = this.settings
    if (overflow !== 'drop-head') return
    while (this.ready.size > maxLength || this.ready.bytes > maxLengthBytes) {
      const entry = this.ready.shift()
      if (entry === undefined) return
      this.#host.onDead(this, entry, 'maxlen')
      this.#forget(entry)
    }
  }
}
