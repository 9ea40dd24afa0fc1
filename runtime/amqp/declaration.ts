import type { Channel } from 'amqplib'
import type { ChannelUse, LastingChannel } from './lasting-channel.js'
import type { Link } from './link.js'
import { Waiters } from './waiters.js'

/** Declares something once, on a channel of its own: a refusal closes the channel that it came on. */
export class Declaration implements ChannelUse {
  readonly purpose: string
  readonly #declare: (channel: Channel) => Promise<void>
  readonly #lasting: LastingChannel
  readonly #end = new Waiters()

  /** @param purpose For messages: `declare "x"`. */
  constructor(link: Link, purpose: string, declare: (channel: Channel) => Promise<void>) {
    this.purpose = purpose
    this.#declare = declare
    this.#lasting = link.keepOpen(this)
  }

  /**
   * Resolves when everything is declared.
   * @throws {BrokerRefused} when the broker refuses; the signal's reason when it aborts first.
   */
  async done(signal: AbortSignal | undefined): Promise<void> {
    try {
      await this.#end.wait(signal)
    } finally {
      void this.#lasting.close()
    }
  }

  /** It will not be done any more. */
  abandon(reason: Error): void {
    this.#end.rejectAll(reason)
  }

  async open(channel: Channel): Promise<void> {
    await this.#declare(channel)
  }

  opened(): void {
    this.#end.resolveAll()
  }

  lost(): void {}

  failed(error: Error): boolean {
    this.#end.rejectAll(error)
    return false
  }
}
