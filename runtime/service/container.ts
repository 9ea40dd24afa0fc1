import { Cancelled } from '../errors/index.js'
import type { Logger } from '../log/index.js'
import type { Caller, Context, Sender, Token, WorkerOutcome } from '../token/index.js'
import type { Transport } from '../transport/index.js'
import { CallContext, type Origin } from './call-context.js'
import { checkDefinition } from './check-definition.js'
import type { Entrypoint, EntrypointFactory, Host, HostSettings } from './entrypoint.js'
import { Injections } from './injections.js'
import { Limiter } from './limiter.js'
import { type ObservedCall, ObservedCalls } from './observed-calls.js'
import type { ServiceDefinition } from './service-definition.js'
import { type Held, runHooked } from './worker-hooks.js'

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
  /** Told of each worker that has ended, in a test. */
  readonly onWorkerEnd?: (end: WorkerEnd) => void
  /** What is started in place of tokens that the service injects, in a test. @default nothing */
  readonly replaced?: ReadonlyMap<Token<unknown>, Token<unknown>>
}

/** A worker that has ended, as a test is told of it. */
export interface WorkerEnd {
  /** The service's name on the wire. */
  readonly service: string
  /** The method's name in TypeScript. */
  readonly method: string
  readonly args: readonly unknown[]
  readonly context: Context
  readonly outcome: WorkerOutcome
}

/** Hosts one service: its tokens, its workers and the entrypoints that bring it calls. */
export class Container implements Host {
  readonly definition: ServiceDefinition
  readonly transport: Transport
  readonly settings: HostSettings
  readonly log: Logger
  readonly config: Readonly<Record<string, unknown>>
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
    this.config = options.config
    this.workers = new Limiter(settings.maxWorkers)
    this.#options = options
    this.#injections = new Injections(definition.class, options.replaced)
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
    await this.#injections.stop(this.log)
    await this.#options.caller.close()
  }

  /**
   * Ends at once: calls under way are told by their signal that nobody waits any more, and what they
   * stand on is killed.
   */
  async kill(): Promise<void> {
    this.#killed.abort()
    // Nobody waits for what they wait for; the transport is about to close.
    for (const entrypoint of this.#entrypoints) entrypoint.stop().catch(() => {})
    await this.#injections.kill()
    await this.#options.caller.close()
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

  async call<T = unknown>(
    method: string,
    args: readonly unknown[],
    context: Context,
    finish?: (result: unknown) => Promise<T>,
  ): Promise<T> {
    const { onWorkerEnd: tell } = this.#options
    const run = () => this.#run(method, args, context, finish)
    const watched =
      tell === undefined ? run : () => this.#tellEnd(tell, { method, args, context }, run)
    const logged = this.log.level === 'debug' ? () => this.#logged(context, watched) : watched
    const { sent } = await (this.#observed?.observe(context, logged) ?? logged())
    return sent
  }

  async #run<T>(
    method: string,
    args: readonly unknown[],
    context: Context,
    finish?: (result: unknown) => Promise<T>,
  ): Promise<Returned<T>> {
    const invoke = async (held?: Held): Promise<Returned<T>> => {
      if (this.#killed.signal.aborted) {
        throw new Cancelled(`${this.definition.name}.${method} was not run: its service was killed`)
      }
      const instance = this.#injections.construct(context, held) as Record<string, Method>
      const result = await instance[method]!(...args)
      return { result, sent: finish === undefined ? (result as T) : await finish(result) }
    }
    const { hooked } = this.#injections
    return hooked.length === 0 ? invoke() : runHooked(hooked, context, this.log, invoke)
  }

  async #tellEnd<T>(
    tell: (end: WorkerEnd) => void,
    call: Pick<WorkerEnd, 'method' | 'args' | 'context'>,
    run: () => Promise<Returned<T>>,
  ): Promise<Returned<T>> {
    const end = { ...call, service: this.definition.name }
    try {
      const returned = await run()
      tell({ ...end, outcome: { failed: false, result: returned.result } })
      return returned
    } catch (error) {
      tell({ ...end, outcome: { failed: true, error } })
      throw error
    }
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

/** A call that has returned, and what is sent of it. */
interface Returned<T> {
  readonly result: unknown
  readonly sent: T
}

type Method = (...args: readonly unknown[]) => unknown
