/** Lets so many tasks run at a time; the others wait in line, and nobody overtakes. */
export class Limiter {
  readonly #limit: number
  readonly #waiting: Set<() => void> = new Set()
  #running = 0

  /** @param limit Tasks that run at a time, at least one. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Takes a slot if one is free. Whoever has got it calls {@link release} once. */
  tryAcquire(): boolean {
    if (this.#running >= this.#limit) return false
    this.#running++
    return true
  }

  /** Waits in line for a slot. */
  acquire(): Promise<void> {
    if (this.tryAcquire()) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.add(resolve))
  }

  /** Gives a slot back: to the first in line, if there is one. */
  release(): void {
    for (const start of this.#waiting) {
      this.#waiting.delete(start)
      start()
      return
    }
    this.#running--
  }

  /** Lets all that wait go ahead at once, whatever the limit, so that they can see that it is over. */
  dismiss(): void {
    for (const start of this.#waiting) {
      this.#running++
      start()
    }
    this.#waiting.clear()
  }
}
