import { isServiceError, Overloaded } from '../errors/index.js'
import {
  type CustomEntrypoint,
  type Entrypoint,
  type EntrypointTarget,
  type Host,
  readMetadata,
  type WorkerOptions,
} from '../service/index.js'
import type { WorkerOutcome } from '../token/index.js'
import { encodeContext } from '../wire/index.js'
import { logFailure } from './log-failure.js'

/** Calls the methods with decorators that `entrypoint()` has made. */
export function customEntrypoint(host: Host): Entrypoint {
  const { entrypoints } = readMetadata(host.definition.class)
  const targets = entrypoints
    .filter((entrypoint): entrypoint is CustomEntrypoint => entrypoint.kind === 'custom')
    .map((entrypoint) => new CustomTarget(host, entrypoint))
  return {
    async start() {
      await Promise.all(targets.map((target) => target.start()))
    },
    async stop() {
      await Promise.all(targets.map((target) => target.stop()))
    },
  }
}

/** One decorated method. */
class CustomTarget implements Entrypoint {
  readonly #host: Host
  readonly #entrypoint: CustomEntrypoint
  /** How to stop what has started. */
  #stop: (() => void | Promise<void>) | undefined
  #stopping = false
  #active = 0
  #idle: (() => void) | undefined

  constructor(host: Host, entrypoint: CustomEntrypoint) {
    this.#host = host
    this.#entrypoint = entrypoint
  }

  async start(): Promise<void> {
    const { definition, options } = this.#entrypoint
    const started = await this.#open()
    const stop = async () => definition.stop?.(started)
    // It was stopped while it started, because another one did not start.
    if (this.#stopping) await stop()
    else this.#stop = stop
    this.#host.log.debug(`@${definition.name} started`, { method: this.#name, options })
  }

  async stop(): Promise<void> {
    const stop = this.#stop
    this.#stop = undefined
    this.#stopping = true
    try {
      await stop?.()
    } finally {
      if (this.#active > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
    }
  }

  get #name(): string {
    return `${this.#host.definition.name}.${this.#entrypoint.method}`
  }

  async #open(): Promise<unknown> {
    const { definition, options } = this.#entrypoint
    try {
      return await definition.start(this.#target(), ...options)
    } catch (cause) {
      if (isServiceError(cause)) throw cause
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`${this.#name}: @${definition.name} did not start: ${why}`, { cause })
    }
  }

  #target(): EntrypointTarget<readonly unknown[]> {
    const { definition, log, config } = this.#host
    const { method } = this.#entrypoint
    const run = (args: readonly unknown[], options: WorkerOptions = {}) => this.#run(args, options)
    return { service: definition.name, method, log, config, run }
  }

  async #run(args: readonly unknown[], options: WorkerOptions): Promise<WorkerOutcome> {
    this.#active++
    try {
      return { failed: false, result: await this.#call(args, options) }
    } catch (error) {
      logFailure(this.#host.log, `${this.#name} failed`, error, {})
      return { failed: true, error }
    } finally {
      this.#active--
      if (this.#active === 0) this.#idle?.()
    }
  }

  async #call(
    args: readonly unknown[],
    { context: data = {}, callIdStack = [], deadline }: WorkerOptions,
  ): Promise<unknown> {
    const { workers } = this.#host
    const { method, definition } = this.#entrypoint
    if (!workers.tryAcquire()) await workers.acquire()
    try {
      if (this.#stopping) throw new Overloaded(`${this.#name} was not run: its service stops`)
      const headers = encodeContext({ callIdStack, data })
      const origin = { headers, redelivered: false, userId: undefined }
      const context = this.#host.context(definition.name, method, origin, deadline)
      return await this.#host.call(method, args, context)
    } finally {
      workers.release()
    }
  }
}
