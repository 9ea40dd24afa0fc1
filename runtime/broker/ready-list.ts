import type { Message } from './message.js'

/** A message in a queue. */
export class Entry {
  readonly message: Message
  /** Its place among those of its queue: requeued, it goes back there. */
  readonly position: number
  /** When it expires, in milliseconds since the epoch; `Infinity` if never. */
  readonly expiresAt: number
  redelivered = false
  /** How often it came back, for queues that count that. */
  returns = 0

  constructor(message: Message, position: number, expiresAt: number) {
    this.message = message
    this.position = position
    this.expiresAt = expiresAt
  }
}

/** Entries that wait, those of a higher priority first, otherwise in the order of their positions. */
export class ReadyList {
  size = 0
  /** Of the bodies. */
  bytes = 0
  readonly #levels: Level[]

  /** @param maxPriority The highest priority that makes a difference. */
  constructor(maxPriority: number) {
    this.#levels = Array.from({ length: maxPriority + 1 }, () => new Level())
  }

  push(entry: Entry): void {
    this.#level(entry).fresh.push(entry)
    this.#count(entry, 1)
  }

  /** Puts back what had been taken, at its place. */
  putBack(entry: Entry): void {
    this.#level(entry).putBack(entry)
    this.#count(entry, 1)
  }

  /** The next one, which stays. */
  peek(): Entry | undefined {
    return this.size === 0 ? undefined : this.#highest()?.peek()
  }

  shift(): Entry | undefined {
    if (this.size === 0) return undefined
    const entry = this.#highest()?.shift()
    if (entry !== undefined) this.#count(entry, -1)
    return entry
  }

  /** Takes those at the head of each priority that have expired by `now`. */
  takeExpired(now: number): Entry[] {
    const expired: Entry[] = []
    for (const level of this.#levels) {
      for (let head = level.peek(); head !== undefined && head.expiresAt <= now; ) {
        expired.push(head)
        this.#count(head, -1)
        level.shift()
        head = level.peek()
      }
    }
    return expired
  }

  /** When the first of those at the heads expires; `Infinity` if none does. */
  nextExpiry(): number {
    let next = Infinity
    for (const level of this.#levels) next = Math.min(next, level.peek()?.expiresAt ?? Infinity)
    return next
  }

  #highest(): Level | undefined {
    if (this.#levels.length === 1) return this.#levels[0]
    return this.#levels.findLast((level) => level.peek() !== undefined)
  }

  #level({ message }: Entry): Level {
    const top = this.#levels.length - 1
    return this.#levels[top === 0 ? 0 : Math.min(message.priority, top)]!
  }

  #count(entry: Entry, sign: 1 | -1): void {
    this.size += sign
    this.bytes += sign * entry.message.body.length
  }
}

/** One priority. What was taken and came back is always older than what never left. */
class Level {
  readonly fresh = new Fifo()
  readonly #back = new Fifo()

  peek(): Entry | undefined {
    return this.#back.peek() ?? this.fresh.peek()
  }

  shift(): Entry | undefined {
    return this.#back.shift() ?? this.fresh.shift()
  }

  putBack(entry: Entry): void {
    this.#back.insert(entry)
  }
}

/** Taken entries are cut off in bulk: the start of an array is dear to move. */
class Fifo {
  #entries: (Entry | undefined)[] = []
  #head = 0

  push(entry: Entry): void {
    this.#entries.push(entry)
  }

  peek(): Entry | undefined {
    return this.#entries[this.#head]
  }

  shift(): Entry | undefined {
    const entry = this.#entries[this.#head]
    if (entry === undefined) return undefined
    this.#entries[this.#head++] = undefined
    if (this.#head === this.#entries.length) {
      this.#entries.length = 0
      this.#head = 0
    } else if (this.#head >= 1024 && this.#head * 2 >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head)
      this.#head = 0
    }
    return entry
  }

  /** Puts an entry at its place; most belong to the end. */
  insert(entry: Entry): void {
    let low = this.#head
    let high = this.#entries.length
    if (high > low && this.#entries[high - 1]!.position < entry.position) low = high
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#entries[middle]!.position < entry.position) low = middle + 1
      else high = middle
    }
    if (low === this.#head && low > 0) this.#entries[--this.#head] = entry
    else this.#entries.splice(low, 0, entry)
  }
}
