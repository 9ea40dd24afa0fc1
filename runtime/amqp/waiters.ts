/** Callers who wait for the same thing. */
export class Waiters {
  readonly #waiting = new Set<Waiter>()

  get size(): number {
    return this.#waiting.size
  }

  /** @throws the signal's reason when it aborts first. */
  wait(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting.delete(waiter)
        reject(signal?.reason)
      }
      const release = () => signal?.removeEventListener('abort', abort)
      const waiter: Waiter = { resolve, reject, release }
      signal?.addEventListener('abort', abort, { once: true })
      this.#waiting.add(waiter)
    })
  }

  /** It has come. */
  resolveAll(): void {
    for (const { resolve } of this.#takeAll()) resolve()
  }

  /** It will not come. */
  rejectAll(reason: Error): void {
    for (const { reject } of this.#takeAll()) reject(reason)
  }

  #takeAll(): readonly Waiter[] {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const { release } of waiting) release()
    return waiting
  }
}

interface Waiter {
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
  /** Stops listening to its signal. */
  readonly release: () => void
}
