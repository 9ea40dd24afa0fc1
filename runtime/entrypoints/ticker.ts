import type { Schedule } from './schedule.js'

/** Milliseconds to wait in one go: the clock may be set meanwhile, and Node waits for 24 days at most. */
const LONGEST_WAIT = 60 * 60 * 1000

/** Does something at the times of a schedule, never twice at a time. */
export class Ticker {
  readonly #schedule: Schedule
  readonly #tick: () => Promise<void>
  readonly #done: Promise<void>
  #stopped = false
  #wake: () => void = () => {}

  /** @param tick Must not reject. */
  constructor(schedule: Schedule, tick: () => Promise<void>) {
    this.#schedule = schedule
    this.#tick = tick
    this.#done = this.#run()
  }

  /** Ticks no more. @returns when the tick under way has ended. */
  stop(): Promise<void> {
    this.#stopped = true
    this.#wake()
    return this.#done
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await this.#waitUntil(this.#schedule.next())
      if (!this.#stopped) await this.#tick()
    }
  }

  async #waitUntil(due: number): Promise<void> {
    for (;;) {
      const left = due - this.#schedule.now()
      if (left <= 0 || this.#stopped) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(Math.ceil(left), LONGEST_WAIT))
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
}
