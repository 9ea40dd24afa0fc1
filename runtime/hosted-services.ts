import type { Container, HttpServer } from './service/index.js'
import type { Transport } from './transport/index.js'

/** Services that run. */
export interface Running extends AsyncDisposable {
  /** The URL of the HTTP server; undefined when no service answers HTTP. */
  readonly http: string | undefined
  /** Takes no more calls, finishes those under way, and lets go of the broker. */
  close(): Promise<void>
  /**
   * Ends at once: calls under way are aborted by their signal and not waited for, messages that they
   * came from go back to the broker, and providers are killed. A `close` under way ends too.
   */
  kill(): Promise<void>
}

/** The containers of a process on their one transport, and the HTTP server that they share. */
export class HostedServices implements Running {
  readonly containers: readonly Container[]
  readonly transport: Transport
  readonly #server: HttpServer | undefined
  readonly #killed: Promise<void>
  #http: string | undefined
  #closing: Promise<void> | undefined
  #killing: Promise<void> | undefined
  #tellKilled: () => void = () => {}

  constructor(containers: readonly Container[], transport: Transport, server?: HttpServer) {
    this.#server = server
    this.containers = containers
    this.transport = transport
    this.#killed = new Promise((resolve) => (this.#tellKilled = resolve))
  }

  get http(): string | undefined {
    return this.#http
  }

  /** Lets HTTP requests in, where a service answers them. */
  async listen(): Promise<void> {
    this.#http = await this.#server?.listen()
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
      // First, while the services still call each other.
      await this.#server?.close()
      await Promise.all(this.containers.map((container) => container.stop()))
    } finally {
      await this.transport.close()
    }
  }

  async #kill(): Promise<void> {
    try {
      // Not waited for: a request may never end.
      void this.#server?.close()
      await Promise.all(this.containers.map((container) => container.kill()))
    } finally {
      await this.transport.close()
      this.#tellKilled()
    }
  }
}
