import type { Logger } from './log/index.js'
import type { Probes } from './open-probes.js'
import type { Container, HttpServer } from './service/index.js'
import type { Transport } from './transport/index.js'

/** Services that run. */
export interface Running extends AsyncDisposable {
  /** The URL of the HTTP server; undefined when no service answers HTTP. */
  readonly http: string | undefined
  /**
   * Takes no more calls, finishes those under way, and lets go of the broker. What has not ended
   * within `drain_timeout` is killed.
   */
  close(): Promise<void>
  /**
   * Ends at once: calls under way are aborted by their signal and not waited for, messages that they
   * came from go back to the broker, and providers are killed. A `close` under way ends too.
   */
  kill(): Promise<void>
}

export interface HostedOptions {
  readonly containers: readonly Container[]
  readonly transport: Transport
  /** Where a service answers HTTP. */
  readonly server: HttpServer | undefined
  readonly probes: Probes
  /** Milliseconds that calls under way may take when the services are closed. */
  readonly drainTimeout: number
  readonly log: Logger
}

/** Milliseconds in which methods may end whose signal was aborted. */
const GRACE = 500

/** The containers of a process on their one transport, and the HTTP server that they share. */
export class HostedServices implements Running {
  readonly containers: readonly Container[]
  readonly transport: Transport
  readonly #server: HttpServer | undefined
  readonly #end: Pick<HostedOptions, 'probes' | 'drainTimeout' | 'log'>
  readonly #killed: Promise<void>
  #http: string | undefined
  #closing: Promise<void> | undefined
  #killing: Promise<void> | undefined
  #tellKilled: () => void = () => {}

  constructor({ containers, transport, server, ...end }: HostedOptions) {
    this.#server = server
    this.#end = end
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
    this.#closing ??= Promise.race([this.#drain(), this.#killed])
    return this.#closing
  }

  kill(): Promise<void> {
    this.#killing ??= this.#kill()
    return this.#killing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** What does not end within its time is killed: no method holds the end of its process. */
  async #drain(): Promise<void> {
    const { probes, drainTimeout, log } = this.#end
    probes.health.stopping = true
    let timer: NodeJS.Timeout
    const giveUp = () => {
      log.warn(
        `calls under way have not ended within ${drainTimeout} ms, which is drain_timeout: ` +
          'they are given up, and their messages go back to the broker',
      )
      // Methods that listen end now, and are answered; a request of one that is killed comes round again.
      for (const container of this.containers) container.abort()
      timer = setTimeout(kill, GRACE)
    }
    const kill = () => {
      this.kill().catch((error) => log.error('the services could not be killed', { error }))
    }
    timer = setTimeout(giveUp, drainTimeout)
    try {
      await this.#close()
    } finally {
      clearTimeout(timer)
      probes.close()
    }
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
      this.#end.probes.close()
      this.#tellKilled()
    }
  }
}
