import type { Container } from './service/index.js'
import type { Transport } from './transport/index.js'

/** Services that run. */
export interface Running extends AsyncDisposable {
  /** Takes no more calls, finishes those under way, and lets go of the broker. */
  close(): Promise<void>
  /**
   * Ends at once: calls under way are aborted by their signal and not waited for, messages that they
   * came from go back to the broker, and providers are killed. A `close` under way ends too.
   */
  kill(): Promise<void>
}

/** The containers of a process on their one transport. */
export class HostedServices implements Running {
  readonly containers: readonly Container[]
  readonly transport: Transport
  readonly #killed: Promise<void>
  #closing: Promise<void> | undefined
  #killing: Promise<void> | undefined
  #tellKilled: () => void = () => {}

  constructor(containers: readonly Container[], transport: Transport) {
    this.containers = containers
    this.transport = transport
    this.#killed = new Promise((resolve) => (this.#tellKilled = resolve))
  }

  close(): Promise<void> {
    this.#closing ??= Promise.race([this.#close(), this.#killed])
    return this.#closing
  }

  kill(): Promise<void> {
    this.#killing ??= this.#kill()
    return this.#killing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #close(): Promise<void> {
    if (this.#killing !== undefined) return this.#killing
    try {
      await Promise.all(this.containers.map((container) => container.stop()))
    } finally {
      await this.transport.close()
    }
  }

  async #kill(): Promise<void> {
    try {
      await Promise.all(this.containers.map((container) => container.kill()))
    } finally {
      await this.transport.close()
      this.#tellKilled()
    }
  }
}
