import { setTimeout } from 'node:timers/promises'
import type { Channel } from 'amqplib'
import type { Consumer, IncomingMessage } from '../../runtime/transport/index.js'

/** What a consumer has received, to be awaited. */
export class Inbox {
  readonly queue: string
  consumer: Consumer | undefined
  readonly #messages: IncomingMessage[] = []
  #waiting: (() => void) | undefined

  constructor(queue: string) {
    this.queue = queue
  }

  take(message: IncomingMessage): void {
    this.#messages.push(message)
    this.#waiting?.()
  }

  async next(): Promise<IncomingMessage> {
    while (this.#messages.length === 0) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve
      })
    }
    return this.#messages.shift()!
  }

  /**
   * Resolves when the broker has one consumer on the queue. Which a broker does not tell: it is
   * asked again and again.
   * @param channel Somebody else's.
   */
  async consuming(channel: Channel): Promise<void> {
    for (;;) {
      const { consumerCount } = await channel.assertQueue(this.queue)
      if (consumerCount === 1) return
      await setTimeout(5)
    }
  }
}
