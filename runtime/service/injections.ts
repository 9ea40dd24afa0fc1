import { isServiceError, ServiceDefinitionError } from '../errors/index.js'
import type { Logger } from '../log/index.js'
import {
  type Context,
  constructWith,
  type InjectOptions,
  placeholder,
  type Scope,
  type Started,
  type Token,
} from '../token/index.js'
import type { ServiceClass } from './service-definition.js'
import { stopToken } from './stop-token.js'
import type { Held, HookedToken } from './worker-hooks.js'

/** One `inject()` of a service class. */
interface Injection {
  readonly token: Token<unknown>
  readonly options: InjectOptions
  /** The field that it initialises, if it is a public one. */
  field: string | undefined
}

/** What a service class injects, started once for the container. */
export class Injections {
  readonly #class: ServiceClass
  readonly #found: readonly Injection[]
  /** One start for each pair of a token and its options. */
  readonly #started = new Map<Token<unknown>, Map<string, Started<unknown>>>()
  readonly #replaced: ReadonlyMap<Token<unknown>, Token<unknown>>
  readonly #hooked: HookedToken[] = []

  /**
   * Constructs the class once, with placeholders, to learn what it injects.
   * @param replaced What is started in place of a token, in a test. @default nothing
   * @throws {ServiceDefinitionError} when its constructor already uses what is injected.
   */
  constructor(
    type: ServiceClass,
    replaced: ReadonlyMap<Token<unknown>, Token<unknown>> = new Map(),
  ) {
    this.#class = type
    this.#replaced = replaced
    this.#found = discover(type)
  }

  /** The tokens that take part in each call, in the order in which they are injected. */
  get hooked(): readonly HookedToken[] {
    return this.#hooked
  }

  /**
   * Starts what was found, one after the other; when one fails, those before it are stopped.
   * @throws what the token threw: an error of Mycelia's as it is, others within one that names it.
   */
  async start(scope: Scope): Promise<void> {
    try {
      for (const injection of this.#found) await this.#start(injection, scope)
    } catch (error) {
      await this.stop(scope.log).catch((failure) => {
        scope.log.error(`${scope.service} did not start, and could not clean up`, {
          error: failure,
        })
      })
      throw error
    }
  }

  async #start({ token, options }: Injection, scope: Scope): Promise<void> {
    const variants = this.#started.get(token) ?? new Map<string, Started<unknown>>()
    this.#started.set(token, variants)
    const key = variantOf(options)
    if (variants.has(key)) return
    const started = await this.#open(this.#replaced.get(token) ?? token, options, scope)
    variants.set(key, started)
    const { worker: hooks } = started
    if (hooks !== undefined) this.#hooked.push({ name: token.name, started, hooks })
  }

  async #open(
    token: Token<unknown>,
    options: InjectOptions,
    scope: Scope,
  ): Promise<Started<unknown>> {
    try {
      return await token.start(scope, options)
    } catch (cause) {
      if (isServiceError(cause)) throw cause
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`${scope.service}: ${token.name} did not start: ${why}`, { cause })
    }
  }

  /**
   * An instance for one call.
   * @param held What the call holds for its hooked tokens. @default nothing
   */
  construct(context: Context, held?: Held): object {
    let count = 0
    return constructWith(this.#class, {
      resolve: <T>(token: Token<T>, options: InjectOptions): T => {
        const started = this.#started.get(token)?.get(variantOf(options))
        if (started === undefined) return this.#refuse(token, count)
        count++
        return started.get(context, held?.get(started)) as T
      },
    })
  }

  /**
   * Stops everything, in the reverse order; throws the first error when all are done. One that takes
   * too long is killed.
   */
  async stop(log: Logger): Promise<void> {
    await this.#end(async (name, started) => {
      if (await stopToken(started)) return
      log.warn(`${name} did not stop within ${started.stopTimeout} ms: it was killed`)
    })
  }

  /** Ends everything at once. */
  async kill(): Promise<void> {
    await this.#end(async (_, started) => started.kill?.())
  }

  async #end(end: (name: string, started: Started<unknown>) => Promise<void>): Promise<void> {
    const all = [...this.#started]
      .flatMap(([{ name }, variants]) => [...variants.values()].map((one) => ({ name, one })))
      .reverse()
    this.#started.clear()
    const errors: unknown[] = []
    for (const { name, one } of all) await end(name, one).catch((error) => errors.push(error))
    if (errors.length > 0) throw errors[0]
  }

  #refuse(token: Token<unknown>, index: number): never {
    const field = this.#found[index]?.field
    const where = field === undefined ? '' : ` in the field "${field}"`
    throw new ServiceDefinitionError(
      `${this.#class.name} injects ${token.name}${where}, but that token did not exist when the ` +
        'service started: it was made inline; make it once, as a constant of the module',
    )
  }
}

/** What a service class injects: its tokens, and with which options. */
export function injectedTokens(
  type: ServiceClass,
): readonly { readonly token: Token<unknown>; readonly options: InjectOptions }[] {
  return discover(type)
}

function variantOf({ service, timeout }: InjectOptions): string {
  return service === undefined && timeout === undefined ? '' : JSON.stringify([service, timeout])
}

function discover(type: ServiceClass): readonly Injection[] {
  const found: Injection[] = []
  const byPlaceholder = new Map<unknown, Injection>()
  const instance = constructWith(type, {
    resolve: <T>(token: Token<T>, options: InjectOptions): T => {
      const injection: Injection = { token, options, field: undefined }
      const standIn = placeholder(token, type.name)
      found.push(injection)
      byPlaceholder.set(standIn, injection)
      return standIn as T
    },
  })
  for (const [field, value] of Object.entries(instance)) {
    const injection = byPlaceholder.get(value)
    if (injection !== undefined) injection.field = field
  }
  return found
}
