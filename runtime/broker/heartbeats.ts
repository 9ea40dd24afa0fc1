import type { Socket } from 'node:net'

/** Half intervals without a sign of life after which a client counts as gone. */
const PATIENCE = 4

/** Shows a client that the broker lives, and finds out whether the client does. */
export class Heartbeats {
  readonly #timer: NodeJS.Timeout
  #read = -1
  #written = -1
  #silent = 0

  /** @param interval Seconds, as negotiated. */
  constructor(interval: number, socket: Socket, beat: () => void, onLost: () => void) {
    this.#timer = setInterval(() => {
      const { bytesRead, bytesWritten } = socket
      if (bytesWritten === this.#written) beat()
      this.#written = bytesWritten
      // Of a paused socket nothing is read: that is not the client's fault.
      this.#silent = bytesRead === this.#read && !socket.isPaused() ? this.#silent + 1 : 0
      this.#read = bytesRead
      if (this.#silent >= PATIENCE) onLost()
    }, interval * 500)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
