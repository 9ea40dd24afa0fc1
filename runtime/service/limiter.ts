/** A place in line for a slot. */
export interface Place {
  /** Resolves to whether the slot was got, or the place given up. */
  readonly turn: Promise<boolean>
  /** Gives the place up. Nothing happens when its turn has come. */
  leave(): void
}

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
  async acquire(): Promise<void> {
    if (!this.tryAcquire()) await this.queue().turn
  }

  /** Takes a place in line, which can be left. */
  queue(): Place {
    let settle: (got: boolean) => void = () => {}
    const turn = new Promise<boolean>((resolve) => (settle = resolve))
    const start = () => settle(true)
    this.#waiting.add(start)
    return {
      turn,
      leave: () => {
        if (this.#waiting.delete(start)) settle(false)
      },
    }
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
