/**
 * The signal that ends the sockets of a connection that is made again and again. amqplib gives one
 * signal to all of them, and Node's `net.connect` never takes its listener off it: a plain
 * AbortSignal would gather the dead sockets. This one passes its listeners on to a signal of the
 * current socket, and lets go of them with it.
 */
export class SocketSignal {
  #current = new AbortController()

  get aborted(): boolean {
    return this.#current.signal.aborted
  }

  get reason(): unknown {
    return this.#current.signal.reason
  }

  addEventListener(...args: Parameters<AbortSignal['addEventListener']>): void {
    this.#current.signal.addEventListener(...args)
  }

  removeEventListener(...args: Parameters<AbortSignal['removeEventListener']>): void {
    this.#current.signal.removeEventListener(...args)
  }

  /** Ends the current socket, and every one to come. */
  abort(): void {
    this.#current.abort()
  }

  /** Lets go of the current socket, which is of no more use: the next one will be another. */
  renew(): void {
    if (this.aborted) return
    const old = this.#current
    this.#current = new AbortController()
    // What was written in this tick, an answer to the broker's goodbye, leaves first.
    setImmediate(() => old.abort())
  }
}
