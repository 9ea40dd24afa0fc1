import type { Logger } from '../log/index.js'
import type {
  ConfirmingPublisher,
  Consumer,
  IncomingMessage,
  Queue,
  Transport,
} from '../transport/index.js'
import { QUEUE_EXCHANGE } from '../wire/index.js'

export interface LeadershipOptions {
  readonly transport: Transport
  /** With a single active consumer. */
  readonly queue: Queue
  readonly log: Logger
  /** This instance leads. */
  readonly onGained: () => void
  /** It does not any more. */
  readonly onLost: () => void
}

/** Milliseconds that the broker may take to accept a baton, before it is asked again. */
const PATIENCE = 30_000

/**
 * Makes one of all instances the leader: the one that holds a message of a queue, the baton,
 * without ever acknowledging it. When that instance ends, or loses the broker, the broker gives
 * the baton to the next at once.
 *
 * An exclusive queue as a lock would have to be asked for again and again by those who wait, who
 * would take over only at the next time they ask; and it would not pass through a policy's limits
 * on who may declare what. Here everything is a consumer's ordinary work.
 */
export class Leadership {
  readonly #options: LeadershipOptions
  readonly #stop = new AbortController()
  #consumer: Consumer | undefined
  #baton: IncomingMessage | undefined
  #publisher: ConfirmingPublisher | undefined

  constructor(options: LeadershipOptions) {
    this.#options = options
  }

  /** Stands for election. */
  async start(): Promise<void> {
    const { transport, queue } = this.#options
    this.#consumer = await transport.consume({
      exchanges: [QUEUE_EXCHANGE],
      queue,
      onMessage: (message) => this.#take(message),
      onLost: () => this.#lose(),
    })
    void this.#offer()
  }

  /** Lets another one lead. What the leader does has to have ended. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#consumer?.cancel()
    this.#baton?.requeue()
    this.#baton = undefined
  }

  /** Every instance brings a baton along; all but the leader's own are dropped. */
  #take(message: IncomingMessage): void {
    if (this.#baton !== undefined) {
      message.ack()
      return
    }
    this.#baton = message
    this.#options.onGained()
  }

  #lose(): void {
    if (this.#baton !== undefined) {
      this.#baton = undefined
      this.#options.onLost()
    }
    // A broker that was started anew may have forgotten everything.
    void this.#offer()
  }

  async #offer(): Promise<void> {
    const { transport, queue, log } = this.#options
    const { signal } = this.#stop
    try {
      await transport.declare({ exchanges: [QUEUE_EXCHANGE], queues: [queue] }, signal)
      this.#publisher ??= transport.confirmingPublisher()
      const { name: exchange } = QUEUE_EXCHANGE
      const message = { exchange, routingKey: queue.name, body: Buffer.from('null') }
      await this.#publisher.publish({ ...message, mandatory: true }, PATIENCE)
    } catch (error) {
      if (!signal.aborted) log.warn(`could not stand for election on "${queue.name}"`, { error })
    }
  }
}
