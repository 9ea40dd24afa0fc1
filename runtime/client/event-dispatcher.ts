import { BrokerRefused, MessageTooLarge } from '../errors/index.js'
import type { ConfirmingPublisher, Transport } from '../transport/index.js'
import { encodeContext, eventExchange, JSON_ALONE, type Serializers } from '../wire/index.js'

export interface EventDispatcherOptions {
  readonly transport: Transport
  /** Bytes of an event's body at most. */
  readonly maxMessageSize: number
  /** How events are written. @default as JSON */
  readonly serializers?: Serializers
}

/** Milliseconds that the broker may take to tell what became of an event. */
const CONFIRM_LIMIT = 10_000

/**
 * Emits events where no service is the emitter, as Nameko's standalone dispatcher does
 * (`standalone/events.py`): it declares nothing, and sends no call ids.
 */
export class EventDispatcher {
  readonly #options: EventDispatcherOptions
  #publisher: ConfirmingPublisher | undefined

  constructor(options: EventDispatcherOptions) {
    this.#options = options
  }

  /**
   * @param context Context data to send along.
   * @returns when the broker has put the event into the queues of its handlers, be there any or none.
   * @throws {BrokerRefused} when the service's events have no exchange; {@link PublishTimeout}.
   */
  async dispatch(
    service: string,
    type: string,
    data: unknown,
    context: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const { name: exchange } = eventExchange(service)
    const { 'nameko.call_id_stack': _, ...headers } = encodeContext({
      callIdStack: [],
      data: context,
    })
    const { serializers = JSON_ALONE } = this.#options
    const { contentType, contentEncoding } = serializers.main
    const body = this.#encode(data, serializers)
    const event = { exchange, routingKey: type, body, contentType, contentEncoding, headers }
    this.#publisher ??= this.#options.transport.confirmingPublisher()
    try {
      await this.#publisher.publish(event, CONFIRM_LIMIT)
    } catch (error) {
      throw error instanceof BrokerRefused ? refused(exchange, error) : error
    }
  }

  #encode(data: unknown, { main }: Serializers): Buffer {
    const body = main.encode(data)
    const limit = this.#options.maxMessageSize
    if (body.length <= limit) return body
    throw new MessageTooLarge(
      `the event takes ${body.length} bytes; max_message_size allows ${limit}`,
    )
  }
}

function refused(exchange: string, cause: BrokerRefused): BrokerRefused {
  return new BrokerRefused(
    `the broker did not take the event: exchange "${exchange}" is not there, or its user may not ` +
      'write to it; a service that emits or handles these events declares it when it starts',
    { cause },
  )
}
