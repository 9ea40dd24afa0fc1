/** Calls under way and done: how long they took, and a way to give up all of them. */
export class CallLog {
  #done: { readonly target: string; readonly milliseconds: number }[] = []
  #cancel = new AbortController()
  readonly #underWay = new Set<Promise<unknown>>()

  /** Makes a call and remembers how long it took. */
  async track<T>(target: string, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const start = performance.now()
    const result = call(this.#cancel.signal)
    this.#underWay.add(result)
    try {
      return await result
    } finally {
      this.#underWay.delete(result)
      this.#done.push({ target, milliseconds: performance.now() - start })
    }
  }

  /** Whether anything is under way. */
  get busy(): boolean {
    return this.#underWay.size > 0
  }

  /** Resolves when no call is under way. */
  async idle(): Promise<void> {
    while (this.busy) await Promise.allSettled(this.#underWay)
  }

  /** Gives up what is under way, and what the same code is still to call. */
  cancel(): void {
    this.#cancel.abort()
  }

  /** What is called from now on is not given up yet. */
  begin(): void {
    if (this.#cancel.signal.aborted) this.#cancel = new AbortController()
  }

  /** What has been done since the last time, a line for each method: `greeting_service.hello 1.2 ms`. */
  takeTimings(): readonly string[] {
    const byTarget = new Map<string, number[]>()
    for (const { target, milliseconds } of this.#done) {
      const times = byTarget.get(target) ?? []
      times.push(milliseconds)
      byTarget.set(target, times)
    }
    this.#done = []
    return [...byTarget].map(([target, times]) => {
      const [least, most] = [Math.min(...times), Math.max(...times)]
      const shown = `${least.toFixed(1)}${times.length > 1 ? ` to ${most.toFixed(1)}` : ''} ms`
      return `${target}${times.length > 1 ? ` x${times.length}` : ''} ${shown}`
    })
  }
}
