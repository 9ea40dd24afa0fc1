import { randomUUID } from 'node:crypto'
import { isServiceError } from '../errors/index.js'
import type { Logger } from '../log/index.js'
import type { Consumer, IncomingMessage, Publisher, Transport } from '../transport/index.js'
import { decodeInstance } from './decode-instance.js'
import { MAX_ANSWER } from './encode-instance.js'
import type { Instance } from './instance.js'
import { answerKey, INTROSPECTION_EXCHANGE, passingQueue, QUESTION_KEY } from './topology.js'

/** Instances that are listened to at most. */
const MAX_INSTANCES = 1_000

const NOTHING = Buffer.from('{}')

/** Asks running instances what they serve. */
export class Discovery {
  readonly #transport: Transport
  readonly #log: Logger
  #publisher: Publisher | undefined

  constructor(transport: Transport, log: Logger) {
    this.#transport = transport
    this.#log = log
  }

  /**
   * Collects answers for a while. Services in Python do not answer, nor do those that have
   * introspection switched off.
   * @param within Milliseconds.
   * @returns none where the broker's user may not ask.
   */
  async discover(within: number): Promise<readonly Instance[]> {
    const id = randomUUID()
    const found = new Map<string, Instance>()
    let consumer: Consumer | undefined
    try {
      consumer = await this.#listen(id, found)
      await this.#ask(id, within)
      await new Promise((resolve) => setTimeout(resolve, within))
    } catch (error) {
      if (!isServiceError(error) || error.code !== 'BrokerRefused') throw error
      this.#log.debug(`instances cannot be asked: ${error.message}`)
    } finally {
      await consumer?.cancel()
    }
    return [...found.values()]
  }

  #listen(id: string, found: Map<string, Instance>): Promise<Consumer> {
    return this.#transport.consume({
      exchanges: [INTROSPECTION_EXCHANGE],
      queue: passingQueue(answerKey(id)),
      ack: 'auto',
      onMessage: ({ body }: IncomingMessage) => {
        if (body.length > MAX_ANSWER || found.size >= MAX_INSTANCES) return
        const instance = decodeInstance(body)
        if (instance !== undefined) found.set(instance.id, instance)
      },
    })
  }

  /** Waits for the broker no longer than for the answers. */
  async #ask(id: string, within: number): Promise<void> {
    this.#publisher ??= this.#transport.publisher()
    const question = {
      exchange: INTROSPECTION_EXCHANGE.name,
      routingKey: QUESTION_KEY,
      body: NOTHING,
      replyTo: id,
      expiration: within,
    }
    const limit = AbortSignal.timeout(Math.max(within, ASK_LIMIT))
    while (!this.#publisher.publish(question)) await this.#transport.ready(limit)
  }
}

/** Milliseconds that the first question may take to leave: its channel has to be opened. */
const ASK_LIMIT = 5_000
