import {
  type Channel,
  type ChannelModel,
  type ConfirmChannel,
  connect,
  type Options,
} from 'amqplib'

/** A message as a test looks at it. */
export interface Got {
  readonly text: string
  readonly redelivered: boolean
  readonly exchange: string
  readonly routingKey: string
  readonly consumerTag: string | undefined
  readonly headers: Record<string, any>
  readonly properties: Record<string, any>
  readonly deliveryTag: number
}

/** A connection with one channel in confirm mode, and what comes to it. */
export class TestChannel implements AsyncDisposable {
  readonly connection: ChannelModel
  readonly channel: ConfirmChannel
  /** Messages that came back. */
  readonly returned: Got[] = []
  readonly #got: Got[] = []
  readonly #waiting: (() => void)[] = []
  /** The errors of channel and connection. */
  readonly errors: string[] = []
  /** The tags of consumers whose queues are gone. */
  readonly cancelled: string[] = []

  private constructor(connection: ChannelModel, channel: ConfirmChannel) {
    this.connection = connection
    this.channel = channel
    // One that an operator closes is not told of as an error.
    connection.on('error', () => {})
    connection.on('close', (error) => error && this.#onError(error))
    channel.on('error', (error) => this.#onError(error))
    channel.on('return', (message) => this.returned.push(toGot(message)))
  }

  static async open(uri: string): Promise<TestChannel> {
    const connection = await connect(uri, { noDelay: true })
    return new TestChannel(connection, await connection.createConfirmChannel())
  }

  /** Publishes and waits for the confirm. @returns whether the broker took it. */
  publish(
    exchange: string,
    routingKey: string,
    text: string,
    options: Options.Publish = {},
  ): Promise<boolean> {
    return new Promise((resolve) => {
      this.channel.publish(exchange, routingKey, Buffer.from(text), options, (error) =>
        resolve(error === null || error === undefined),
      )
    })
  }

  send(queue: string, text: string, options: Options.Publish = {}): Promise<boolean> {
    return this.publish('', queue, text, options)
  }

  /** The text of the next message of a queue, which is done with. */
  async take(queue: string): Promise<string | undefined> {
    return (await this.get(queue, true))?.text
  }

  /** The texts of all messages of a queue, which are done with. */
  async takeAll(queue: string): Promise<readonly string[]> {
    const texts: string[] = []
    for (;;) {
      const text = await this.take(queue)
      if (text === undefined) return texts
      texts.push(text)
    }
  }

  async get(queue: string, noAck = false): Promise<Got | undefined> {
    const message = await this.channel.get(queue, { noAck })
    return message === false ? undefined : toGot(message)
  }

  /** Consumes without acknowledging by itself. */
  async consume(queue: string, tag: string, options: Options.Consume = {}): Promise<void> {
    await this.channel.consume(
      queue,
      (message) => {
        if (message === null) this.cancelled.push(tag)
        else this.#got.push(toGot(message))
        for (const resolve of this.#waiting.splice(0)) resolve()
      },
      { ...options, consumerTag: tag },
    )
  }

  /** The next deliveries, in the order in which they came. */
  async deliveries(count: number): Promise<readonly Got[]> {
    await this.until(() => this.#got.length >= count)
    return this.#got.splice(0, count)
  }

  /** What was delivered so far, once the broker has answered something that was asked after it. */
  async deliveredSoFar(): Promise<readonly Got[]> {
    await this.settle()
    return this.#got.splice(0)
  }

  /** Waits for something that a delivery, an error, or a return brings about. */
  async until(done: () => boolean): Promise<void> {
    while (!done()) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /**
   * Waits until the broker has done what it was asked before: a message has gone through a queue of
   * its own, behind everything else on this channel.
   */
  async settle(): Promise<void> {
    const { queue } = await this.channel.assertQueue('', { exclusive: true })
    await this.send(queue, '')
    await this.take(queue)
    await this.channel.deleteQueue(queue)
  }

  ack(got: Got, allUpTo = false): void {
    this.channel.ack(asMessage(got), allUpTo)
  }

  nack(got: Got, allUpTo = false, requeue = true): void {
    this.channel.nack(asMessage(got), allUpTo, requeue)
  }

  async count(queue: string): Promise<number> {
    return (await this.channel.checkQueue(queue)).messageCount
  }

  /** Whether there is a queue: asked on a channel of its own, which a refusal closes. */
  async hasQueue(queue: string): Promise<boolean> {
    const channel: Channel = await this.connection.createChannel()
    channel.on('error', () => {})
    try {
      await channel.checkQueue(queue)
      await channel.close()
      return true
    } catch {
      return false
    }
  }

  /** The same for an exchange. */
  async hasExchange(exchange: string): Promise<boolean> {
    const channel: Channel = await this.connection.createChannel()
    channel.on('error', () => {})
    try {
      await channel.checkExchange(exchange)
      await channel.close()
      return true
    } catch {
      return false
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connection.close().catch(() => {})
  }

  #onError(error: Error): void {
    this.errors.push(error.message)
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}

function toGot(message: {
  readonly fields: any
  readonly properties: any
  readonly content: Buffer
}): Got {
  const { fields, properties, content } = message
  return {
    text: content.toString(),
    redelivered: fields.redelivered,
    exchange: fields.exchange,
    routingKey: fields.routingKey,
    consumerTag: fields.consumerTag,
    headers: properties.headers ?? {},
    properties,
    deliveryTag: fields.deliveryTag,
  }
}

function asMessage(got: Got): any {
  return { fields: { deliveryTag: got.deliveryTag } }
}
