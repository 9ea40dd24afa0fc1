import type { Logger } from '../log/index.js'
import type { Caller, Context, Sender } from '../token/index.js'
import type { Transport } from '../transport/index.js'
import { CallContext, type Origin } from './call-context.js'
import { checkDefinition } from './check-definition.js'
import type { Entrypoint, EntrypointFactory, Host, HostSettings } from './entrypoint.js'
import { Injections } from './injections.js'
import { Limiter } from './limiter.js'
import { type ObservedCall, ObservedCalls } from './observed-calls.js'
import type { ServiceDefinition } from './service-definition.js'

export interface ContainerOptions {
  readonly definition: ServiceDefinition
  readonly transport: Transport
  /** Makes the calls of the clients that the service injects. */
  readonly caller: Caller & { close(): Promise<void> }
  /** Publishes what the service sends beside its calls. */
  readonly sender: Sender
  readonly entrypoints: readonly EntrypointFactory[]
  readonly settings: HostSettings
  /** The substituted configuration file. */
  readonly config: Readonly<Record<string, unknown>>
  readonly log: Logger
  /** Told of each call when it has ended. */
  readonly onCall?: (call: ObservedCall) => void
}

/** Hosts one service: its tokens, its workers and the entrypoints that bring it calls. */
export class Container implements Host {
  readonly definition: ServiceDefinition
  readonly transport: Transport
  readonly settings: HostSettings
  readonly log: Logger
  readonly workers: Limiter
  readonly #options: ContainerOptions
  readonly #injections: Injections
  readonly #killed = new AbortController()
  readonly #observed: ObservedCalls | undefined
  #entrypoints: readonly Entrypoint[] = []

  /** @throws {ServiceDefinitionError} when the class and its generated definition do not fit. */
  constructor(options: ContainerOptions) {
    const { definition, transport, settings, log } = options
    checkDefinition(definition)
    this.definition = definition
    this.transport = transport
    this.settings = settings
    this.log = log
    this.workers = new Limiter(settings.maxWorkers)
    this.#options = options
    this.#injections = new Injections(definition.class)
    this.#observed = options.onCall && new ObservedCalls(options.onCall)
  }

  /** Starts the tokens, then the entrypoints: calls come in only when all is there. */
  async start(): Promise<void> {
    const { log, config, sender } = this.#options
    const caller = this.#observed?.counting(this.#options.caller) ?? this.#options.caller
    await this.#injections.start({ service: this.definition.name, log, config, caller, sender })
    this.#entrypoints = this.#options.entrypoints.map((create) => create(this))
    await Promise.all(this.#entrypoints.map((entrypoint) => entrypoint.start()))
  }

  /** Takes no more calls, finishes those under way, then stops the tokens. */
  async stop(): Promise<void> {
    await Promise.all(this.#entrypoints.map((entrypoint) => entrypoint.stop()))
    await this.#injections.stop()
    await this.#options.caller.close()
  }

  /** Tells the calls under way, through their signal, that nobody waits any more. */
  kill(): void {
    this.#killed.abort()
  }

  context(method: string, origin: Origin, deadline: number | undefined): Context {
    return new CallContext({
      service: this.definition.name,
      method,
      origin,
      deadline,
      parentCallsTracked: this.settings.parentCallsTracked,
      killed: this.#killed.signal,
    })
  }

  async call(method: string, args: readonly unknown[], context: Context): Promise<unknown> {
    const run = async () => {
      const instance = this.#injections.construct(context) as Record<string, Method>
      return instance[method]!(...args)
    }
    const logged = this.log.level === 'debug' ? () => this.#logged(context, run) : run
    return this.#observed === undefined ? logged() : this.#observed.observe(context, logged)
  }

  /** As Nameko logs calls. */
  async #logged<T>({ callId, callIdStack }: Context, run: () => Promise<T>): Promise<T> {
    this.log.debug(`call stack for ${callId}: ${callIdStack.join('->')}`)
    const begin = performance.now()
    try {
      return await run()
    } finally {
      const milliseconds = (performance.now() - begin).toFixed(1)
      this.log.debug(`call ${callId} took ${milliseconds} ms`)
    }
  }
}

type Method = (...args: readonly unknown[]) => unknown
