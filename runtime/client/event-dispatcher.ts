import { randomUUID } from 'node:crypto'
import { BrokerRefused, ConnectionLost, MessageTooLarge } from '../errors/index.js'
import type { OutgoingMessage, Publisher, Transport } from '../transport/index.js'
import { eventExchange, rpcExchange } from '../wire/index.js'

export interface EventDispatcherOptions {
  readonly transport: Transport
  readonly rpcExchange: string
  /** Bytes of an event's body at most. */
  readonly maxMessageSize: number
}

/** Milliseconds that the broker may take to tell what became of an event. */
const CONFIRM_LIMIT = 10_000

/** Milliseconds between looks at a channel that the broker may have closed. */
const LOOK = 20

/**
 * Emits events where no service is the emitter, as Nameko's standalone dispatcher does
 * (`standalone/events.py`): it declares nothing, and sends no context.
 */
export class EventDispatcher {
  readonly #options: EventDispatcherOptions
  readonly #exchange: string
  readonly #probes = new Map<string, () => void>()
  #publisher: Publisher | undefined

  constructor(options: EventDispatcherOptions) {
    this.#options = options
    this.#exchange = options.rpcExchange
  }

  /**
   * @returns when the broker has put the event into the queues of its handlers, be there any or none.
   * @throws {BrokerRefused} when the service's events have no exchange.
   */
  async dispatch(service: string, type: string, data: unknown): Promise<void> {
    const event = { exchange: eventExchange(service), routingKey: type, body: this.#encode(data) }
    this.#publisher ??= this.#open()
    while (!this.#publisher.publish(event)) await this.#options.transport.ready()
    await this.#taken(this.#publisher, event.exchange)
  }

  #open(): Publisher {
    return this.#options.transport.publisher({
      exchanges: [rpcExchange(this.#exchange)],
      onReturn: ({ routingKey }) => this.#probes.get(routingKey)?.(),
    })
  }

  /**
   * A message for nobody follows the event. When it comes back the broker has taken the event, too;
   * an exchange that is not there makes it close the channel instead.
   */
  #taken(publisher: Publisher, exchange: string): Promise<void> {
    const key = randomUUID()
    const probe: OutgoingMessage = {
      exchange: this.#exchange,
      routingKey: key,
      body: Buffer.alloc(0),
      mandatory: true,
    }
    return new Promise<void>((resolve, reject) => {
      const deadline = Date.now() + CONFIRM_LIMIT
      const look = () => {
        if (!publisher.publish(probe)) reject(refused(exchange))
        else if (Date.now() > deadline) reject(unanswered(exchange))
        else timer = setTimeout(look, LOOK)
      }
      let timer = setTimeout(look, 0)
      this.#probes.set(key, () => {
        clearTimeout(timer)
        resolve()
      })
    }).finally(() => this.#probes.delete(key))
  }

  #encode(data: unknown): Buffer {
    const body = Buffer.from(JSON.stringify(data) ?? 'null')
    const limit = this.#options.maxMessageSize
    if (body.length <= limit) return body
    throw new MessageTooLarge(
      `the event takes ${body.length} bytes; max_message_size allows ${limit}`,
    )
  }
}

function refused(exchange: string): BrokerRefused {
  return new BrokerRefused(
    `the broker did not take the event: exchange "${exchange}" is not there, or its user may not ` +
      'write to it; a service that emits or handles these events declares it when it starts',
  )
}

function unanswered(exchange: string): ConnectionLost {
  return new ConnectionLost(
    `the broker does not tell whether exchange "${exchange}" took the event`,
  )
}
