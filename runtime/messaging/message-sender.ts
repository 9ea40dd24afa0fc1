import { explainSent, formatProblems, type PayloadCodec } from '../codec/index.js'
import { InvalidArguments, MessageTooLarge, ServiceDefinitionError } from '../errors/index.js'
import type { MessageRequest, Sender, SendOptions } from '../token/index.js'
import type {
  ConfirmingPublisher,
  Exchange,
  Headers,
  OutgoingMessage,
  Transport,
} from '../transport/index.js'
import {
  type BodyFormat,
  encodeContext,
  JSON_ALONE,
  JSON_FORMAT,
  type Serializers,
} from '../wire/index.js'

export interface MessageSenderOptions {
  readonly transport: Transport
  /** The exchange of the service's events. */
  readonly eventExchange: Exchange
  /** Whether to declare that exchange. */
  readonly declareEventExchange: boolean
  /** The events that the service emits, by their types. */
  readonly events: Readonly<Record<string, PayloadCodec>>
  /** Milliseconds to wait for the broker unless a message says otherwise. */
  readonly timeout: number
  /** Bytes of a message's body at most. */
  readonly maxMessageSize: number
  /** How payloads are written. @default as JSON */
  readonly serializers?: Serializers
}

/** Publishes what a service sends beside its calls; channels are opened when first needed. */
export class MessageSender implements Sender {
  readonly events: readonly string[]
  readonly #options: MessageSenderOptions
  #eventPublisher: ConfirmingPublisher | undefined
  #publisher: ConfirmingPublisher | undefined

  constructor(options: MessageSenderOptions) {
    this.#options = options
    this.events = Object.keys(options.events)
  }

  async emit(type: string, payload: unknown, options: SendOptions = {}): Promise<void> {
    const { events, eventExchange, transport, declareEventExchange } = this.#options
    const codec = Object.hasOwn(events, type) ? events[type] : undefined
    if (codec === undefined) {
      throw new ServiceDefinitionError(
        `the generated files do not know the event "${type}": run \`mycelia generate\``,
      )
    }
    if (codec.is !== undefined && !codec.is(payload)) await refusePayload(codec, payload)
    this.#eventPublisher ??= transport.confirmingPublisher({
      exchanges: declareEventExchange ? [eventExchange] : [],
    })
    await this.#send(
      this.#eventPublisher,
      { exchange: eventExchange.name, routingKey: type },
      codec.encode === undefined ? payload : codec.encode(payload),
      encodeContextOf(options),
      options.timeout,
    )
  }

  async publish(message: MessageRequest, options: SendOptions = {}): Promise<void> {
    const { payload, headers, expiration, ...properties } = message
    this.#publisher ??= this.#options.transport.confirmingPublisher()
    await this.#send(
      this.#publisher,
      { ...properties, ...(expiration !== undefined && { expiration }) },
      payload,
      { ...encodeContextOf(options), ...headers },
      options.timeout,
    )
  }

  declare(exchange: Exchange): Promise<void> {
    return this.#options.transport.declare({ exchanges: [exchange] })
  }

  async #send(
    publisher: ConfirmingPublisher,
    properties: Omit<OutgoingMessage, 'body' | 'headers'>,
    json: unknown,
    headers: Headers,
    timeout = this.#options.timeout,
  ): Promise<void> {
    const { maxMessageSize, serializers = JSON_ALONE } = this.#options
    const { contentType, contentEncoding } = serializers.main
    const body = encode(serializers.main, properties.routingKey, json)
    if (body.length > maxMessageSize) {
      throw new MessageTooLarge(
        `the payload of "${properties.routingKey}" takes ${body.length} bytes; max_message_size allows ${maxMessageSize}`,
      )
    }
    await publisher.publish({ ...properties, body, contentType, contentEncoding, headers }, timeout)
  }
}

/** As Nameko's: without a calling service there is no stack, and no header for it. */
function encodeContextOf({ callIdStack, data = {} }: SendOptions): Headers {
  const { 'nameko.call_id_stack': stack, ...others } = encodeContext({
    callIdStack: callIdStack ?? [],
    data,
  })
  return callIdStack === undefined ? others : { 'nameko.call_id_stack': stack!, ...others }
}

function encode(format: BodyFormat, name: string, json: unknown): Buffer {
  try {
    return format.encode(json)
  } catch (error) {
    throw new InvalidArguments(
      `the payload of "${name}" cannot be written as ${format === JSON_FORMAT ? 'JSON' : format.name}: ${(error as Error).message}`,
    )
  }
}

async function refusePayload(codec: PayloadCodec, payload: unknown): Promise<never> {
  const schema = await codec.schema()
  const problems = explainSent(schema.safeEncode(payload), codec.name)
  throw new InvalidArguments(
    `the payload of "${codec.name}" is not of its type: ${formatProblems(problems)}`,
    problems,
  )
}
