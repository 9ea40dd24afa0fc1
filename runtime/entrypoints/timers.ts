import {
  type Entrypoint,
  type EntrypointMetadata,
  type Host,
  readMetadata,
  type TimerOptions,
} from '../service/index.js'
import { batonQueue } from '../wire/index.js'
import { Leadership } from './leadership.js'
import { logFailure } from './log-failure.js'
import { makeSchedule, type Schedule } from './schedule.js'
import { Ticker } from './ticker.js'

type TimerMetadata = Extract<EntrypointMetadata, { readonly kind: 'timer' }>

/** Calls the methods with `@timer`. */
export function timerEntrypoint(host: Host): Entrypoint {
  const { entrypoints } = readMetadata(host.definition.class)
  const timers = entrypoints
    .filter((entrypoint): entrypoint is TimerMetadata => entrypoint.kind === 'timer')
    .map(({ method, options }) =>
      options.once === 'cluster'
        ? new ClusterTimer(host, method, options)
        : new LocalTimer(host, method, options),
    )
  return {
    async start() {
      await Promise.all(timers.map((timer) => timer.start()))
    },
    async stop() {
      await Promise.all(timers.map((timer) => timer.stop()))
    },
  }
}

/** No message: nobody has called. */
const NO_ORIGIN = { headers: {}, redelivered: false, userId: undefined }

/** Ticks in this instance. */
class LocalTimer implements Entrypoint {
  readonly #host: Host
  readonly #method: string
  readonly #options: TimerOptions
  #ticker: Ticker | undefined
  #stopped = false

  constructor(host: Host, method: string, options: TimerOptions) {
    this.#host = host
    this.#method = method
    this.#options = options
  }

  async start(): Promise<void> {
    const schedule: Schedule = await makeSchedule(this.#options)
    if (!this.#stopped) this.#ticker = new Ticker(schedule, () => this.#tick())
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#ticker?.stop()
  }

  async #tick(): Promise<void> {
    const { workers, log, definition } = this.#host
    if (!workers.tryAcquire()) await workers.acquire()
    try {
      if (this.#stopped) return
      const context = this.#host.context('timer', this.#method, NO_ORIGIN, undefined)
      await this.#host.call(this.#method, [], context)
    } catch (error) {
      const what = `${definition.name}.${this.#method} failed; it ticks on`
      logFailure(log, what, error, this.#options)
    } finally {
      workers.release()
    }
  }
}

/** Ticks while this instance leads. */
class ClusterTimer implements Entrypoint {
  readonly #leadership: Leadership
  readonly #makeTimer: () => LocalTimer
  readonly #check: () => Promise<unknown>
  #timer: LocalTimer | undefined
  #stopped = false
  /** Changes of leadership, one after the other: a tick under way is waited for. */
  #changes: Promise<void> = Promise.resolve()

  constructor(host: Host, method: string, options: TimerOptions) {
    const { transport, definition, log } = host
    this.#makeTimer = () => new LocalTimer(host, method, options)
    this.#check = () => makeSchedule(options)
    this.#leadership = new Leadership({
      transport,
      queue: batonQueue(definition.name, method),
      log,
      onGained: () => this.#change(() => this.#begin()),
      onLost: () => this.#change(() => this.#end()),
    })
  }

  async start(): Promise<void> {
    await this.#check()
    await this.#leadership.start()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#change(() => this.#end())
    await this.#changes
    await this.#leadership.stop()
  }

  #change(step: () => Promise<void>): void {
    this.#changes = this.#changes.then(step)
  }

  async #begin(): Promise<void> {
    if (this.#stopped) return
    this.#timer = this.#makeTimer()
    await this.#timer.start()
  }

  async #end(): Promise<void> {
    await this.#timer?.stop()
    this.#timer = undefined
  }
}
