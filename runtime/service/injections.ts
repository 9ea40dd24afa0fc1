import { ServiceDefinitionError } from '../errors/index.js'
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

  /**
   * Constructs the class once, with placeholders, to learn what it injects.
   * @throws {ServiceDefinitionError} when its constructor already uses what is injected.
   */
  constructor(type: ServiceClass) {
    this.#class = type
    this.#found = discover(type)
  }

  /** Starts what was found, one after the other; when one fails, those before it are stopped. */
  async start(scope: Scope): Promise<void> {
    try {
      for (const { token, options } of this.#found) {
        const variants = this.#started.get(token) ?? new Map<string, Started<unknown>>()
        this.#started.set(token, variants)
        const key = variantOf(options)
        if (!variants.has(key)) variants.set(key, await token.start(scope, options))
      }
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  /** An instance for one call. */
  construct(context: Context): object {
    let count = 0
    return constructWith(this.#class, {
      resolve: <T>(token: Token<T>, options: InjectOptions): T => {
        const started = this.#started.get(token)?.get(variantOf(options))
        if (started === undefined) return this.#refuse(token, count)
        count++
        return started.get(context) as T
      },
    })
  }

  /** Stops everything, in the reverse order; throws the first error when all are done. */
  async stop(): Promise<void> {
    const all = [...this.#started.values()].flatMap((variants) => [...variants.values()]).reverse()
    this.#started.clear()
    const errors: unknown[] = []
    for (const started of all) {
      try {
        await started.stop?.()
      } catch (error) {
        errors.push(error)
      }
    }
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
