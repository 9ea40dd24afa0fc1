import type { Entry } from './ready-list.js'

/** A consumer, as its queue sees it. */
export interface Subscriber {
  readonly tag: string
  readonly noAck: boolean
  readonly exclusive: boolean
  readonly priority: number
  /** It was found unable to take more, and waits to be woken. */
  blocked: boolean
  canTake(): boolean
  take(entry: Entry): void
  /** The queue is gone. */
  cancelled(): void
}

/** The consumers of a queue: which one is next? */
export class Subscribers {
  /** In the order in which they came. */
  readonly all: Set<Subscriber> = new Set()
  readonly #single: boolean
  /** Those that were able to take a message when last asked, the next one first. */
  #waiting: Subscriber[] = []

  /** @param single Whether only one at a time gets messages, until it goes. */
  constructor(single: boolean) {
    this.#single = single
  }

  get size(): number {
    return this.all.size
  }

  add(subscriber: Subscriber): void {
    this.all.add(subscriber)
    this.#enqueue(subscriber)
  }

  remove(subscriber: Subscriber): void {
    this.all.delete(subscriber)
    this.#waiting = this.#waiting.filter((other) => other !== subscriber)
  }

  /** It can take messages again. */
  wake(subscriber: Subscriber): void {
    if (!subscriber.blocked) return
    subscriber.blocked = false
    if (this.all.has(subscriber) && !this.#single) this.#enqueue(subscriber)
  }

  /** Who gets the next message: the highest priority, by turns; nobody when all are busy. */
  next(): Subscriber | undefined {
    if (this.#single) return this.#active()
    for (let head = this.#waiting[0]; head !== undefined; head = this.#waiting[0]) {
      if (head.canTake()) {
        if (this.#waiting.length > 1) {
          this.#waiting.shift()
          this.#enqueue(head)
        }
        return head
      }
      head.blocked = true
      this.#waiting.shift()
    }
    return undefined
  }

  #active(): Subscriber | undefined {
    const active = this.#waiting[0]
    if (active === undefined) return undefined
    if (active.canTake()) return active
    active.blocked = true
    return undefined
  }

  /** Behind those of the same priority; who alone is active stays so. */
  #enqueue(subscriber: Subscriber): void {
    const last = this.#waiting.at(-1)
    if (last === undefined || last.priority >= subscriber.priority) {
      this.#waiting.push(subscriber)
      return
    }
    const index = this.#waiting.findIndex(({ priority }) => priority < subscriber.priority)
    this.#waiting.splice(this.#single ? Math.max(index, 1) : index, 0, subscriber)
  }
}
