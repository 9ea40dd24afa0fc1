import { Cancelled } from '../errors/index.js'
import {
  type Interceptor,
  intercept,
  interceptCaller,
  interceptSender,
} from '../interceptor/index.js'
import type { Logger } from '../log/index.js'
import type { Caller, Context, EntrypointKind, Sender, Sockets, Token } from '../token/index.js'
import type { Transport } from '../transport/index.js'
import { callArguments } from './call-arguments.js'
import { CallContext, type Origin } from './call-context.js'
import { checkDefinition } from './check-definition.js'
import type { Entrypoint, EntrypointFactory, Host, HostSettings } from './entrypoint.js'
import { Injections } from './injections.js'
import { Limiter } from './limiter.js'
import { logCalls } from './log-calls.js'
import { readMetadata } from './metadata.js'
import { countRemoteCalls, type ObservedCall, observeCalls } from './observed-calls.js'
import type { ServiceDefinition } from './service-definition.js'
import { type Held, runHooked } from './worker-hooks.js'

export interface ContainerOptions {
  readonly definition: ServiceDefinition
  readonly transport: Transport
  /** Makes the calls of the clients that the service injects. */
  readonly caller: Caller & { close(): Promise<void> }
  /** Publishes what the service sends beside its calls. */
  readonly sender: Sender
  /** The open web sockets of the process. */
  readonly sockets: Sockets
  readonly entrypoints: readonly EntrypointFactory[]
  readonly settings: HostSettings
  /** The substituted configuration file. */
  readonly config: Readonly<Record<string, unknown>>
  readonly log: Logger
  /** Those of the process, around the service's own. */
  readonly interceptors: readonly Interceptor[]
  /** Told of each call when it has ended. */
  readonly onCall?: (call: ObservedCall) => void
  /** What is started in place of tokens that the service injects, in a test. @default nothing */
  readonly replaced?: ReadonlyMap<Token<unknown>, Token<unknown>>
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
  readonly #interceptors: readonly Interceptor[]
  readonly #argumentsOf: ReturnType<typeof callArguments>
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
    this.#interceptors = interceptorsOf(options)
    this.#argumentsOf = callArguments(definition)
  }

  /** Starts the tokens, then the entrypoints: calls come in only when all is there. */
  async start(): Promise<void> {
    const { log, config, sender, sockets } = this.#options
    const service = this.definition.name
    await this.#injections.start({
      service,
      log,
      config,
      caller: interceptCaller(this.#options.caller, this.#interceptors),
      sender: interceptSender(sender, service, this.#interceptors),
      sockets,
    })
    this.#entrypoints = this.#options.entrypoints.map((create) => create(this))
    await Promise.all(this.#entrypoints.map((entrypoint) => entrypoint.start()))
  }

  /** Takes no more calls, finishes those under way, then stops the tokens. */
  async stop(): Promise<void> {
    await Promise.all(this.#entrypoints.map((entrypoint) => entrypoint.stop()))
    await this.#injections.stop(this.log)
    await this.#options.caller.close()
  }

  /** Tells the calls under way, by their signals, that they are to end. */
  abort(): void {
    this.#killed.abort()
  }

  /**
   * Ends at once: calls under way are told by their signal that nobody waits any more, and what they
   * stand on is killed.
   */
  async kill(): Promise<void> {
    this.abort()
    // Nobody waits for what they wait for; the transport is about to close.
    for (const entrypoint of this.#entrypoints) entrypoint.stop().catch(() => {})
    await this.#injections.kill()
    await this.#options.caller.close()
  }

  context(
    kind: EntrypointKind,
    method: string,
    origin: Origin,
    deadline: number | undefined,
  ): CallContext {
    return new CallContext({
      kind,
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
    finish: (result: unknown) => Promise<T> = keep<T>,
  ): Promise<T> {
    try {
      return await this.#call(method, args, context, finish)
    } finally {
      if (context instanceof CallContext) context.end()
    }
  }

  async #call<T>(
    method: string,
    args: readonly unknown[],
    context: Context,
    finish: (result: unknown) => Promise<T>,
  ): Promise<T> {
    const { hooked } = this.#injections
    const run = () =>
      hooked.length === 0
        ? this.#invoke(method, args, context)
        : runHooked(hooked, context, this.log, async (held) => {
            const result = await this.#invoke(method, args, context, held)
            // They have to be told whether it can be sent, before it is.
            await finish(result)
            return result
          })
    // Interceptors come first: what a token gives to the instance may depend on what they have set.
    if (this.#interceptors.length === 0) return finish(await run())
    const { kind, service } = context
    const told = this.#argumentsOf(kind, method)
    const call = { direction: 'incoming', kind, service, method, args, ...told, context } as const
    return finish(await intercept(this.#interceptors, call, run))
  }

  async #invoke(
    method: string,
    args: readonly unknown[],
    context: Context,
    held?: Held,
  ): Promise<unknown> {
    if (this.#killed.signal.aborted) {
      throw new Cancelled(`${this.definition.name}.${method} was not run: its service was killed`)
    }
    const instance = this.#injections.construct(context, held) as Record<string, Method>
    return instance[method]!(...args)
  }
}

/** Where nothing is sent. */
async function keep<T>(result: unknown): Promise<T> {
  return result as T
}

function interceptorsOf(options: ContainerOptions): Interceptor[] {
  const { definition, interceptors, log, onCall } = options
  const own = readMetadata(definition.class).service?.interceptors ?? []
  const all = [...interceptors, ...own]
  if (log.level === 'debug') all.unshift(logCalls(log))
  return onCall === undefined ? all : [observeCalls(onCall), ...all, countRemoteCalls]
}

type Method = (...args: readonly unknown[]) => unknown
