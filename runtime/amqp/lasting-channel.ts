import type { Channel, ChannelModel } from 'amqplib'
import type { Logger } from '../log/index.js'
import type { Pauses } from './amqp-options.js'
import { Backoff } from './backoff.js'
import { reasonOf, refusedDeclaration } from './failures.js'

/** What a channel is for. */
export interface ChannelUse {
  /** For messages: `consume from queue "x"`. */
  readonly purpose: string
  /** Frames to queue in the process before the channel reports that it is full. */
  readonly highWaterMark?: number
  /** Whether the broker confirms what is published on it. @default false */
  readonly confirms?: boolean
  /** Makes a fresh channel ready for use: declares what it needs. */
  open(channel: Channel): Promise<void>
  /** The channel is ready. */
  opened(channel: Channel): void
  /** The channel is gone. @param reason What the broker gave as its reason, if it closed it. */
  lost(reason: Error | undefined): void
  /**
   * The channel could not be opened although the connection lives, or not without ending it.
   * @returns whether to try again.
   */
  failed(error: Error): boolean
}

export interface LastingChannelOptions {
  readonly logger: Logger
  readonly pauses: Pauses
  /** Called when it will not be opened again. */
  readonly onRetired: () => void
}

/**
 * A channel that is opened on every new connection, and again when it alone is lost, be it by
 * a queue deleted under a consumer or by a publish to an exchange that is not there.
 */
export class LastingChannel {
  readonly #use: ChannelUse
  readonly #options: LastingChannelOptions
  readonly #backoff: Backoff
  #model: ChannelModel | undefined
  #channel: Channel | undefined
  #opening = false
  #openedAt = 0
  #attempts = 0
  #timer: NodeJS.Timeout | undefined
  #retired = false
  /** What the broker gave as its reason to close the channel. */
  #reason: Error | undefined

  constructor(use: ChannelUse, options: LastingChannelOptions) {
    this.#use = use
    this.#options = options
    this.#backoff = new Backoff(options.pauses)
  }

  /** There is a connection. */
  up(model: ChannelModel): void {
    this.#model = model
    if (this.#attempts > 0) this.#openLater()
    else void this.#open(model)
  }

  /** The connection is gone, and the channel with it. */
  down(error: Error): void {
    this.#model = undefined
    clearTimeout(this.#timer)
    if (!this.#opening) {
      this.#attempts = 0
      return
    }
    const refused = refusedDeclaration(error, this.#use.purpose)
    if (refused !== undefined) this.#onFailed(refused)
    else this.#attempts++
  }

  /** Lets go of a channel that is of no more use, to open another. */
  replace(channel: Channel, reason: Error): void {
    this.#reason = reason
    channel.close().catch(() => {})
    this.#onGone(channel)
  }

  /** The channel will not be opened again once it is lost. */
  retire(): void {
    this.#retired = true
    clearTimeout(this.#timer)
    this.#options.onRetired()
  }

  /**
   * Closes the channel for good. The broker has processed all that was sent on it when this
   * resolves, or it is lost.
   */
  async close(): Promise<void> {
    this.retire()
    const channel = this.#channel
    if (channel === undefined) return
    await new Promise<void>((resolve) => {
      channel.once('close', () => resolve())
      channel.close().catch(() => resolve())
    })
  }

  async #open(model: ChannelModel): Promise<void> {
    this.#opening = true
    try {
      const options = this.#channelOptions()
      const channel = await (this.#use.confirms
        ? model.createConfirmChannel(options)
        : model.createChannel(options))
      let gone = false
      channel.on('error', (error) => {
        this.#reason = error
      })
      channel.once('close', () => {
        gone = true
        this.#onGone(channel)
      })
      await this.#use.open(channel)
      if (gone) throw this.#reason ?? new Error('the channel was closed at once')
      if (this.#retired) channel.close().catch(() => {})
      else this.#onOpened(channel)
    } catch (error) {
      // Otherwise the connection went, and took the channel with it.
      if (this.#model === model) this.#onFailed(error as Error)
    } finally {
      this.#opening = false
    }
  }

  #channelOptions(): { highWaterMark: number } | undefined {
    const { highWaterMark } = this.#use
    return highWaterMark === undefined ? undefined : { highWaterMark }
  }

  #onOpened(channel: Channel): void {
    this.#channel = channel
    this.#openedAt = Date.now()
    this.#reason = undefined
    this.#use.opened(channel)
  }

  #onFailed(error: Error): void {
    if (this.#retired) return
    const refused = refusedDeclaration(error, this.#use.purpose) ?? error
    if (this.#use.failed(refused)) this.#openLater()
    else this.retire()
  }

  #onGone(channel: Channel): void {
    if (this.#channel !== channel) return
    this.#channel = undefined
    this.#use.lost(this.#reason)
    // A channel that is lost with its connection is lost first: one tick tells which it was.
    process.nextTick(() => this.#restore())
  }

  #restore(): void {
    if (this.#model === undefined || this.#retired) return
    const reason = this.#reason === undefined ? 'it was closed' : reasonOf(this.#reason)
    const { logger, pauses } = this.#options
    logger.warn(`lost the channel to ${this.#use.purpose}: ${reason}; it is opened again`)
    if (Date.now() - this.#openedAt > pauses.longest) this.#attempts = 0
    this.#openLater()
  }

  /** What fails again and again is tried less and less often. */
  #openLater(): void {
    this.#attempts++
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#model !== undefined) void this.#open(this.#model)
    }, this.#backoff.before(this.#attempts))
  }
}
