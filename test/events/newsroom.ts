import { randomUUID } from 'node:crypto'
import {
  type Channel,
  type ChannelModel,
  type ConsumeMessage,
  connect as connectPeer,
} from 'amqplib'
import { type Cluster, connect, type Running, run, type ServiceDefinition } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { NewsClient } from '../newsroom/src/generated/news.client.js'
import { newsServer } from '../newsroom/src/generated/news.server.js'
import { readerServer } from '../newsroom/src/generated/reader.server.js'
import { emptyInbox } from '../newsroom/src/inbox.js'
import type { OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'

const HAPPENED = 'evt-python_service-happened--reader_service.on_happened'

/** The queues that outlive the services. */
const QUEUES: readonly string[] = [
  'evt-news_service-published--reader_service.pooled',
  'evt-news_service-published',
  'evt-news_service-published--reader_service.desk-desk',
  'evt-news_service-retracted--reader_service.careless',
  HAPPENED,
  `${HAPPENED}--dead`,
  'letters',
  'letters--dead',
  'archive-all',
  'tap',
]

export interface StartOptions {
  /** What the instance calls itself. */
  readonly instance?: string
  /** Other settings of the configuration. */
  readonly settings?: object
  /** The broker, through something in between. */
  readonly uri?: string
}

/** A broker with the services that tests of messages work on, and a peer that speaks plain AMQP. */
export class Newsroom implements AsyncDisposable {
  readonly uri: string
  readonly channel: Channel
  readonly #peer: ChannelModel
  readonly #running = new Set<Running>()
  #cluster: Cluster | undefined

  private constructor(opened: OpenBroker, peer: ChannelModel, channel: Channel) {
    this.uri = opened.uri
    this.channel = channel
    this.#peer = peer
  }

  /** @param opened It is left without the queues of the newsroom. */
  static async open(opened: OpenBroker): Promise<Newsroom> {
    emptyInbox()
    const peer = await connectPeer(opened.uri, { noDelay: true })
    return new Newsroom(opened, peer, await peer.createChannel())
  }

  /** Runs the service that emits. */
  emitter(options: StartOptions = {}): Promise<Running> {
    return this.start([newsServer], options)
  }

  /** Runs an instance of the service that handles. */
  reader(options: StartOptions = {}): Promise<Running> {
    return this.start([readerServer], options)
  }

  async start(
    definitions: readonly ServiceDefinition[],
    { instance, settings, uri = this.uri }: StartOptions,
  ): Promise<Running> {
    const config = await loadConfig({ broker: uri })
    const raw = { ...config.raw, ...(instance !== undefined && { instance }) }
    const running = await run(definitions, { config: { ...config, raw, ...settings }, log: quiet })
    this.#running.add(running)
    return running
  }

  /** A client of the service that emits. */
  async news(): Promise<NewsClient> {
    this.#cluster ??= await connect({ uri: this.uri, log: quiet })
    return this.#cluster.client(NewsClient)
  }

  /** Emits an event as a Python service would. */
  emit(type: string, body: string | object, headers: object = {}): void {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    this.channel.publish('python_service.events', type, Buffer.from(text), {
      contentType: 'application/json',
      contentEncoding: 'utf-8',
      deliveryMode: 2,
      headers,
    })
  }

  /** Waits for the next message of a queue, which is declared without arguments. */
  async take(queue: string): Promise<ConsumeMessage> {
    const consumerTag = randomUUID()
    await this.channel.assertQueue(queue)
    const message = await new Promise<ConsumeMessage>((resolve) => {
      const take = (message: ConsumeMessage | null) => message !== null && resolve(message)
      void this.channel.consume(queue, take, { consumerTag, noAck: true })
    })
    await this.channel.cancel(consumerTag)
    return message
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#running].map((running) => running.close()))
    await this.#cluster?.close()
    for (const queue of QUEUES) await this.channel.deleteQueue(queue)
    await this.#peer.close()
    emptyInbox()
  }
}
