import { once } from 'node:events'
import type { ChannelModel, ConfirmChannel, GetMessage } from 'amqplib'
import { BrokerRefused } from '../errors/index.js'
import type { Headers, IncomingMessage, Topology } from '../transport/index.js'
import { AmqpMessage } from './amqp-message.js'
import { declareTopology } from './declare.js'
import { encodeHeaders } from './encode-headers.js'
import { isNotFound, refusedDeclaration } from './failures.js'

/** Where a message of a queue is to go. */
export interface Destination {
  /** The queue. */
  readonly queue: string
  /** The headers that it goes with. */
  readonly headers: Headers
}

/** What has become of a message that was to be moved. */
export type Moved = 'moved' | 'no such queue'

/**
 * What an operator does with queues: one connection, which is not restored when it is lost. Each
 * deed has a channel of its own, because a refusal closes it.
 */
export class QueueDesk implements AsyncDisposable {
  readonly #model: ChannelModel

  constructor(model: ChannelModel) {
    this.#model = model
  }

  /** The number of messages that are ready in a queue; undefined when there is no such queue. */
  count(queue: string): Promise<number | undefined> {
    return this.#on(`look at queue "${queue}"`, async (channel) => {
      return (await channel.checkQueue(queue)).messageCount
    })
  }

  /**
   * Messages from the head of a queue, where they stay. They count as redelivered afterwards.
   * @returns undefined when there is no such queue.
   */
  peek(queue: string, limit: number): Promise<readonly IncomingMessage[] | undefined> {
    return this.#on(`read queue "${queue}"`, async (channel) => {
      const found: IncomingMessage[] = []
      const { messageCount } = await channel.checkQueue(queue)
      while (found.length < Math.min(limit, messageCount)) {
        const message = await channel.get(queue)
        if (message === false) break
        found.push(read(message))
      }
      // What is not acknowledged goes back to where it was when the channel closes.
      return found
    })
  }

  /**
   * Moves messages to other queues, one after the other: each is taken off its queue only when the
   * broker has confirmed it on the other one. What ends in between leaves a message on both, never
   * on none.
   * @param choose Called with each message that is there at the start; undefined leaves it there.
   * @param onMoved Called when it is settled what has become of one that was chosen.
   * @returns false when there is no such queue.
   */
  async move(
    queue: string,
    choose: (message: IncomingMessage) => Destination | 'enough' | undefined,
    onMoved: (message: IncomingMessage, moved: Moved) => void,
  ): Promise<boolean> {
    const moved = await this.#on(`move messages of queue "${queue}"`, async (channel) => {
      const { messageCount } = await channel.checkQueue(queue)
      for (let index = 0; index < messageCount; index++) {
        const message = await channel.get(queue)
        if (message === false) break
        const shown = read(message)
        const destination = choose(shown)
        if (destination === 'enough') break
        if (destination !== undefined) onMoved(shown, await moveOne(channel, message, destination))
      }
      return true
    })
    return moved ?? false
  }

  /** Throws all messages of a queue away. @returns how many; undefined without such a queue. */
  purge(queue: string): Promise<number | undefined> {
    return this.#on(`purge queue "${queue}"`, async (channel) => {
      return (await channel.purgeQueue(queue)).messageCount
    })
  }

  /** Whether something is there. @returns undefined when not. */
  exists(what: 'queue' | 'exchange', name: string): Promise<true | undefined> {
    return this.#on(`look at ${what} "${name}"`, async (channel) => {
      await (what === 'queue' ? channel.checkQueue(name) : channel.checkExchange(name))
      return true as const
    })
  }

  /** @throws {BrokerRefused} when it is there with other arguments, or may not be declared. */
  async declare(topology: Topology): Promise<void> {
    const { exchanges = [], queues = [] } = topology
    const names = [...exchanges, ...queues].map(({ name }) => `"${name}"`)
    const what = `declare ${names.join(', ')}`
    const done = await this.#on(what, async (channel) => {
      await declareTopology(channel, topology)
      return true
    })
    if (!done) throw new BrokerRefused(`cannot ${what}: an exchange to bind to is not there`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#model.close().catch(() => {})
  }

  /** @returns undefined when what the deed is about is not there. */
  async #on<T>(
    what: string,
    deed: (channel: ConfirmChannel) => Promise<T>,
  ): Promise<T | undefined> {
    const channel = await this.#model.createConfirmChannel()
    const closed = once(channel, 'error').then(([error]) => Promise.reject(error as Error))
    closed.catch(() => {})
    try {
      return await Promise.race([deed(channel), closed])
    } catch (error) {
      if (isNotFound(error as Error)) return undefined
      throw refusedDeclaration(error as Error, what) ?? error
    } finally {
      // What is still held goes back to its queue. One that the broker has closed throws.
      await close(channel)
    }
  }
}

async function close(channel: ConfirmChannel): Promise<void> {
  try {
    await channel.close()
  } catch {
    // It is closed.
  }
}

async function moveOne(
  channel: ConfirmChannel,
  message: GetMessage,
  { queue, headers }: Destination,
): Promise<Moved> {
  // A user who passes it on is not the one who sent it, and what is left of its time is not known.
  const { userId: _, expiration: __, ...properties } = message.properties
  let moved: Moved = 'moved'
  const onReturn = () => {
    moved = 'no such queue'
  }
  // The broker returns a message before it confirms it.
  channel.once('return', onReturn)
  const options = { ...properties, headers: encodeHeaders(headers), mandatory: true }
  channel.publish('', queue, message.content, { ...options, deliveryMode: 2 })
  await channel.waitForConfirms()
  channel.off('return', onReturn)
  if (moved === 'moved') channel.ack(message)
  return moved
}

function read(message: GetMessage): IncomingMessage {
  return new AmqpMessage({ ...message, fields: { ...message.fields, consumerTag: '' } }, undefined)
}
