import type { Host } from '../service/index.js'
import type { Fate, IncomingMessage, OutgoingMessage, Publisher } from '../transport/index.js'
import { type BodyFormat, rpcExchange } from '../wire/index.js'

/** A reply that the broker answers by closing the channel would be sent for ever. */
const REPLY_ATTEMPTS = 5

/** Publishes replies, and knows when the broker has them. */
export class ReplyPublisher {
  readonly #host: Host
  readonly #publisher: Publisher

  constructor(host: Host) {
    this.#host = host
    this.#publisher = host.transport.publisher({
      exchanges: [rpcExchange(host.settings.rpcExchange)],
      confirms: true,
    })
  }

  /**
   * Publishes the reply to a request, again when it got lost with its connection: the request, which
   * comes by another one, must not be acknowledged before the broker has the reply. While the broker
   * cannot be reached, it waits for it.
   */
  async publish(
    request: IncomingMessage,
    replyTo: string,
    body: Buffer,
    { contentType, contentEncoding }: BodyFormat,
  ): Promise<void> {
    const { correlationId, routingKey } = request
    const reply = {
      exchange: this.#host.settings.rpcExchange,
      routingKey: replyTo,
      body,
      contentType,
      contentEncoding,
      ...(correlationId !== undefined && { correlationId }),
    }
    for (let attempt = 0; attempt < REPLY_ATTEMPTS; attempt++) {
      if ((await this.#attempt(reply)) !== 'lost') return
    }
    this.#host.log.warn(`a reply was lost ${REPLY_ATTEMPTS} times; it is given up`, { routingKey })
  }

  async #attempt(reply: OutgoingMessage): Promise<Fate> {
    let told: (fate: Fate) => void = () => {}
    const fate = new Promise<Fate>((resolve) => (told = resolve))
    while (!this.#publisher.publish(reply, told)) await this.#host.transport.ready()
    return fate
  }
}
