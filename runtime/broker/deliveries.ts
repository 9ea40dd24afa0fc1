import { AmqpError } from './amqp-error.js'
import type { Consumer } from './consumer.js'
import type { Queue } from './queue.js'
import type { Entry } from './ready-list.js'

/** A message that a client has, to be acknowledged. */
export interface Delivery {
  readonly tag: number
  readonly entry: Entry
  readonly queue: Queue
  /** Absent when the client asked for the message. */
  readonly consumer: Consumer | undefined
}

export type Settlement = 'ack' | 'reject' | 'requeue'

/** What a channel has delivered and is not acknowledged yet. */
export class Deliveries {
  /** Unacknowledged messages that all consumers together may have; 0 for any number. */
  limit = 0
  #lastTag = 0
  readonly #open = new Map<number, Delivery>()
  /** Those that consumers have. */
  #consumed = 0

  get size(): number {
    return this.#open.size
  }

  /** Whether the limit of the whole channel allows one more. */
  get hasRoom(): boolean {
    return this.limit === 0 || this.#consumed < this.limit
  }

  nextTag(): number {
    return ++this.#lastTag
  }

  add(delivery: Delivery): void {
    this.#open.set(delivery.tag, delivery)
    if (delivery.consumer !== undefined) this.#consumed++
  }

  /**
   * Takes out what an acknowledgement is for, in the order of delivery.
   * @param tag 0, with `multiple`: all.
   * @throws {AmqpError} when there is nothing of that tag.
   */
  take(tag: number, multiple: boolean): readonly Delivery[] {
    const own = this.#open.get(tag)
    if (multiple && tag === 0) return this.takeAll()
    if (own === undefined) throw new AmqpError(406, `unknown delivery tag ${tag}`)
    if (!multiple) {
      this.#remove(own)
      return [own]
    }
    const taken: Delivery[] = []
    for (const delivery of this.#open.values()) {
      if (delivery.tag > tag) break
      taken.push(delivery)
    }
    for (const delivery of taken) this.#remove(delivery)
    return taken
  }

  takeAll(): readonly Delivery[] {
    const taken = [...this.#open.values()]
    for (const delivery of taken) this.#remove(delivery)
    return taken
  }

  /** Puts back what a transaction had taken and gave up. */
  restore(deliveries: readonly Delivery[]): void {
    const all = [...this.#open.values(), ...deliveries].sort((one, other) => one.tag - other.tag)
    this.#open.clear()
    for (const delivery of all) this.#open.set(delivery.tag, delivery)
    for (const { consumer } of deliveries) {
      if (consumer === undefined) continue
      consumer.unacked++
      this.#consumed++
    }
  }

  #remove({ tag, consumer }: Delivery): void {
    this.#open.delete(tag)
    if (consumer === undefined) return
    consumer.unacked--
    this.#consumed--
  }
}

/** Tells queues what has become of their messages. Deliver from them afterwards. */
export function settle(deliveries: readonly Delivery[], settlement: Settlement): void {
  if (settlement === 'requeue') {
    const byQueue = new Map<Queue, Entry[]>()
    for (const { queue, entry } of deliveries) {
      const entries = byQueue.get(queue)
      if (entries === undefined) byQueue.set(queue, [entry])
      else entries.push(entry)
    }
    for (const [queue, entries] of byQueue) queue.requeue(entries)
    return
  }
  for (const { queue, entry } of deliveries) {
    if (settlement === 'ack') queue.acknowledge(entry)
    else queue.reject(entry)
  }
}
