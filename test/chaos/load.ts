import { EventEmitter, once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { type Cluster, ServiceError } from 'mycelia'
import { LedgerClient } from '../ledger/src/generated/ledger.client.js'

export interface LoadOptions {
  /** Calls at a time. @default 4 */
  readonly callers?: number
  /** Events at a time. @default 2 */
  readonly emitters?: number
  /** Milliseconds that the service takes for each call. @default 1 */
  readonly work?: number
  /** Milliseconds that a call waits for its answer. @default 15,000 */
  readonly timeout?: number
  /** Milliseconds between two calls of a caller. @default 5 */
  readonly pause?: number
  /** The service that is called. @default 'ledger_service' */
  readonly service?: string
}

/** What has become of a call. */
interface Call {
  readonly id: string
  /** How often it was settled. */
  settled: number
  /** 'answered', the code of its error, or what is wrong with its answer. */
  outcome: string
}

let loads = 0

/** Calls a ledger service and emits events for it, on and on, and keeps account of what it is told. */
export class Load {
  readonly calls: Call[] = []
  /** Events that the broker has taken. */
  readonly acknowledged: string[] = []
  readonly #cluster: Cluster
  readonly #options: Required<LoadOptions>
  readonly #name = `${process.pid}-${++loads}`
  readonly #news = new EventEmitter().setMaxListeners(0)
  readonly #loops: readonly Promise<void>[]
  #count = 0
  #stopped = false

  constructor(cluster: Cluster, options: LoadOptions = {}) {
    const { callers = 4, emitters = 2, work = 1, timeout = 15_000 } = options
    const { pause = 5, service = 'ledger_service' } = options
    this.#cluster = cluster
    this.#options = { callers, emitters, work, timeout, pause, service }
    this.#loops = [
      ...Array.from({ length: callers }, () => this.#repeat(() => this.#call())),
      ...Array.from({ length: emitters }, () => this.#repeat(() => this.#emit())),
    ]
  }

  /** Resolves when so many more calls were answered and events taken than were at the time of the call. */
  async goesOn(more = 10): Promise<void> {
    const { callers, emitters } = this.#options
    const calls = this.answered + (callers > 0 ? more : 0)
    const events = this.acknowledged.length + (emitters > 0 ? more : 0)
    while (this.answered < calls || this.acknowledged.length < events) {
      await once(this.#news, 'news')
    }
  }

  /** Resolves when one more call, made now, is answered, and one more event is taken. */
  async probe(): Promise<void> {
    await Promise.all([this.#call(), this.#emit()])
  }

  get answered(): number {
    return this.calls.filter(({ outcome }) => outcome === 'answered').length
  }

  /** Sends no more, and waits for what is under way: for each call a little longer than it may take. */
  async stop(): Promise<void> {
    this.#stopped = true
    const late = new AbortController()
    const patience = setTimeout(this.#options.timeout + 5_000, undefined, { signal: late.signal })
    await Promise.race([Promise.all(this.#loops), patience])
    late.abort()
    await patience.catch(() => {})
  }

  /** Calls that were never settled, and that were more than once. */
  unsettled(): { readonly never: number; readonly twice: number } {
    return {
      never: this.calls.filter(({ settled }) => settled === 0).length,
      twice: this.calls.filter(({ settled }) => settled > 1).length,
    }
  }

  /** How often each outcome was. */
  outcomes(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const { outcome } of this.calls) counts[outcome] = (counts[outcome] ?? 0) + 1
    return counts
  }

  async #repeat(act: () => Promise<void>): Promise<void> {
    while (!this.#stopped) {
      await act()
      this.#news.emit('news')
      await setTimeout(this.#options.pause)
    }
  }

  #call(): Promise<void> {
    const { service, work, timeout } = this.#options
    const call: Call = { id: `c-${this.#name}-${++this.#count}`, settled: 0, outcome: 'pending' }
    this.calls.push(call)
    const client = this.#cluster.client(LedgerClient, { service }).with({ timeout })
    return new Promise((resolve) => {
      const settle = (outcome: string) => {
        call.settled++
        call.outcome = outcome
        resolve()
      }
      client.book(call.id, work).then(
        (id) => settle(id === call.id ? 'answered' : `answered for ${id}`),
        (error) => settle(error instanceof ServiceError ? error.code : `untyped: ${error}`),
      )
    })
  }

  async #emit(): Promise<void> {
    const id = `e-${this.#name}-${++this.#count}`
    try {
      await this.#cluster.dispatchEvent('ledger_service', 'booked', { id })
      this.acknowledged.push(id)
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
    }
  }
}
