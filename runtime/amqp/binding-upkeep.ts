import type { Channel } from 'amqplib'
import type { Logger } from '../log/index.js'
import type { AmqpConsumer } from './amqp-consumer.js'
import { Declaration } from './declaration.js'
import type { Link } from './link.js'

/** Milliseconds between two rounds at most. */
const LONGEST_PAUSE = 30_000

export interface UpkeepOptions {
  /** Seconds; where heartbeats follow each other faster than rounds would, so do rounds. 0: there are none. */
  readonly heartbeat: number
  readonly logger: Logger
}

/**
 * Binds the queues of consumers again, from time to time, and at once when a publisher has found an
 * exchange gone: its bindings went with it, and AMQP tells no consumer. It has a channel of its own
 * for it, because a refusal ends the channel that it comes on, and nothing that works may end.
 */
export class BindingUpkeep {
  readonly #link: Link
  readonly #consumers: ReadonlySet<AmqpConsumer>
  readonly #logger: Logger
  readonly #timer: NodeJS.Timeout
  #declaration: Declaration | undefined
  #busy = false
  /** Something went while a round was under way, which may have passed it already. */
  #again = false
  #closed = false
  /** The last refusal that was logged: each round would meet it anew. */
  #told: string | undefined

  constructor(link: Link, consumers: ReadonlySet<AmqpConsumer>, options: UpkeepOptions) {
    this.#link = link
    this.#consumers = consumers
    this.#logger = options.logger
    const pause = Math.min(options.heartbeat * 1000 || LONGEST_PAUSE, LONGEST_PAUSE)
    this.#timer = setInterval(() => void this.#run(), pause).unref()
  }

  /** Begins a round now, or as soon as the one under way has ended. */
  hurry(): void {
    if (this.#busy) this.#again = true
    else void this.#run()
  }

  /** @param reason For the round that is under way. */
  close(reason: Error): void {
    this.#closed = true
    clearInterval(this.#timer)
    this.#declaration?.abandon(reason)
  }

  async #run(): Promise<void> {
    // On a new connection, every consumer declares all that it needs by itself.
    if (this.#busy || this.#closed || !this.#link.up) return
    this.#busy = true
    do {
      this.#again = false
      await this.#round()
    } while (this.#again && !this.#closed)
    this.#busy = false
  }

  /** A consumer that is refused does not keep those behind it from being bound. */
  async #round(): Promise<void> {
    const left = [...this.#consumers]
    let refusal: string | undefined
    while (left.length > 0 && !this.#closed) {
      refusal = (await this.#bind(left)) ?? refusal
    }
    if (refusal !== undefined && refusal !== this.#told && !this.#closed) {
      this.#logger.warn(refusal)
    }
    this.#told = refusal
  }

  /** Takes consumers out of a list until it is empty, or one is refused. @returns why. */
  async #bind(left: AmqpConsumer[]): Promise<string | undefined> {
    const declare = async (channel: Channel) => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        await next.bindAgain(channel)
      }
    }
    this.#declaration = new Declaration(this.#link, 'keep queues bound', declare)
    try {
      await this.#declaration.done(undefined)
      return undefined
    } catch (error) {
      return (error as Error).message
    } finally {
      this.#declaration = undefined
    }
  }
}
