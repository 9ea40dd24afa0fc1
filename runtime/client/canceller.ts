import { BrokerRefused } from '../errors/index.js'
import type { OutgoingMessage, Publisher, Transport } from '../transport/index.js'
import { cancelKey, OWN_EXCHANGE } from '../wire/index.js'

/** A call that its caller has given up. */
export interface GivenUp {
  readonly service: string
  /** What its request has as `reply_to` and as correlation id. */
  readonly replyTo: string
  readonly correlationId: string
  /** Milliseconds that it could still have lasted. */
  readonly remaining: number
}

/** Milliseconds that a cancellation may lie in a queue at least. */
const LEAST_LIFE = 5_000

const NOTHING = Buffer.alloc(0)

/**
 * Tells the instances of a service that a call is given up. The one that has it stops it; the
 * others remember it as long as they could still get it. Services that do not listen, as those in
 * Python, never see it.
 */
export class Canceller {
  readonly #transport: Transport
  #publisher: Promise<Publisher> | undefined

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** Nobody waits for it, and nobody is told when it cannot be sent: the call has failed already. */
  async cancel({ service, replyTo, correlationId, remaining }: GivenUp): Promise<void> {
    try {
      await this.#send({
        exchange: OWN_EXCHANGE.name,
        routingKey: cancelKey(service),
        body: NOTHING,
        replyTo,
        correlationId,
        persistent: false,
        expiration: Math.max(LEAST_LIFE, Math.ceil(remaining)),
      })
    } catch {
      // The broker is gone, or its user may not: then the call runs to its end.
    }
  }

  async #send(message: OutgoingMessage): Promise<void> {
    const publisher = await this.#open()
    if (publisher.publish(message)) return
    const limit = AbortSignal.timeout(LEAST_LIFE)
    do await this.#transport.ready(limit)
    while (!publisher.publish(message))
  }

  /** What the broker has refused once is not asked for again. */
  #open(): Promise<Publisher> {
    this.#publisher ??= this.#declare().catch((error) => {
      if (!(error instanceof BrokerRefused)) this.#publisher = undefined
      throw error
    })
    return this.#publisher
  }

  async #declare(): Promise<Publisher> {
    await this.#transport.declare({ exchanges: [OWN_EXCHANGE] }, AbortSignal.timeout(LEAST_LIFE))
    return this.#transport.publisher()
  }
}
