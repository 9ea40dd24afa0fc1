import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type Channel, type ChannelModel, type ConsumeMessage, connect } from 'amqplib'

/** A peer that speaks Nameko's protocol by hand, so that it can also get it wrong. */
export class RawPeer implements AsyncDisposable {
  readonly replyKey: string = randomUUID()
  readonly #connection: ChannelModel
  readonly #channel: Channel
  readonly #replies = new Map<string, (message: ConsumeMessage) => void>()
  #count = 0

  private constructor(connection: ChannelModel, channel: Channel) {
    this.#connection = connection
    this.#channel = channel
  }

  static async connect(uri: string): Promise<RawPeer> {
    const connection = await connect(uri, { noDelay: true })
    const peer = new RawPeer(connection, await connection.createChannel())
    await peer.#listen()
    return peer
  }

  async #listen(): Promise<void> {
    const channel = this.#channel
    const queue = `rpc.reply-raw-${this.replyKey}`
    await channel.assertExchange('nameko-rpc', 'topic', { durable: true })
    await channel.assertQueue(queue, { durable: true, arguments: { 'x-expires': 300_000 } })
    await channel.bindQueue(queue, 'nameko-rpc', this.replyKey)
    await channel.consume(queue, (message) => {
      if (message === null) return
      channel.ack(message)
      this.#replies.get(message.properties.correlationId ?? WITHOUT)?.(message)
    })
  }

  /** Sends a body as it is and waits for the reply. */
  async send(
    routingKey: string,
    body: string | Buffer,
    properties: Readonly<Record<string, unknown>> = {},
  ): Promise<RawReply> {
    return readReply(await this.exchange(routingKey, body, properties))
  }

  /** Sends a body as it is and waits for the reply, which may be written in any way. */
  exchange(
    routingKey: string,
    body: string | Buffer,
    properties: Readonly<Record<string, unknown>> = {},
  ): Promise<ConsumeMessage> {
    const correlationId = `raw-${++this.#count}`
    const reply = new Promise<ConsumeMessage>((resolve) =>
      this.#replies.set(correlationId, resolve),
    )
    this.post(routingKey, body, { correlationId, replyTo: this.replyKey, ...properties })
    return reply
  }

  /** Waits for a reply that has no correlation id. */
  nextWithout(): Promise<RawReply> {
    return new Promise((resolve) =>
      this.#replies.set(WITHOUT, (message) => resolve(readReply(message))),
    )
  }

  /** Sends a well-formed request. */
  call(
    routingKey: string,
    args: readonly unknown[],
    kwargs: Readonly<Record<string, unknown>> = {},
    properties: Readonly<Record<string, unknown>> = {},
  ): Promise<RawReply> {
    return this.send(routingKey, JSON.stringify({ args, kwargs }), properties)
  }

  /** Sends a body without waiting for anything. */
  post(
    routingKey: string,
    body: string | Buffer,
    properties: Readonly<Record<string, unknown>> = {},
  ): void {
    this.#channel.publish('nameko-rpc', routingKey, Buffer.from(body), {
      contentType: 'application/json',
      contentEncoding: 'utf-8',
      ...properties,
    })
  }

  /** Messages that wait in a queue. */
  async waiting(queue: string): Promise<number> {
    const { messageCount } = await this.#channel.checkQueue(queue)
    return messageCount
  }

  /** Serves a queue as a Nameko service would, with an answer of the test's own. */
  async serve(
    service: string,
    answer: (message: ConsumeMessage) => string | Buffer,
    mark: object = { contentType: 'application/json' },
  ): Promise<void> {
    await this.#channel.assertQueue(`rpc-${service}`, { durable: true })
    await this.#channel.bindQueue(`rpc-${service}`, 'nameko-rpc', `${service}.*`)
    await this.#channel.consume(`rpc-${service}`, (message) => {
      if (message === null) return
      const { replyTo, correlationId } = message.properties
      this.#channel.publish('nameko-rpc', replyTo, Buffer.from(answer(message)), {
        correlationId,
        ...mark,
      })
      this.#channel.ack(message)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#connection, 'close')
    await this.#connection.close()
    await closed
  }
}

/** Where replies without a correlation id are awaited. */
const WITHOUT = ''

function readReply({ properties, content }: ConsumeMessage): RawReply {
  return { properties, body: JSON.parse(content.toString()) }
}

export interface RawReply {
  readonly properties: ConsumeMessage['properties']
  readonly body: {
    readonly result: unknown
    readonly error: null | {
      readonly exc_type: string
      readonly exc_path: string
      readonly exc_args: readonly unknown[]
      readonly value: string
    }
  }
}
