import type { ChannelHost } from './channel-host.js'

/** Tells a publisher what has become of its messages: as many as possible with one frame. */
export class Confirms {
  readonly #channel: number
  readonly #host: ChannelHost
  /** The number of the last message. */
  #last = 0
  /** Taken since the last frame. */
  #waiting = 0

  constructor(channel: number, host: ChannelHost) {
    this.#channel = channel
    this.#host = host
  }

  /** The next message was taken, or refused. */
  add(taken: boolean): void {
    if (taken) {
      this.#last++
      if (this.#waiting++ === 0) this.#host.confirmLater(this)
      return
    }
    this.flush()
    this.#last++
    this.#host.outgoing.method(this.#channel, 'basicNack', {
      deliveryTag: this.#last,
      multiple: false,
      requeue: true,
    })
  }

  flush(): void {
    if (this.#waiting === 0) return
    this.#host.outgoing.ack(this.#channel, this.#last, this.#waiting > 1)
    this.#waiting = 0
  }
}
