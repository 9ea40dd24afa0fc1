import { ServiceDefinitionError } from '../errors/index.js'
import type { InjectOptions, Token } from './token.js'

/** What answers `inject` while a service instance is being constructed. */
export interface Construction {
  resolve<T>(token: Token<T>, options: InjectOptions): T
}

/** Shared by all copies of Mycelia in the process: the decorators' copy need not be the host's. */
const CURRENT: unique symbol = Symbol.for('mycelia.construction') as never

interface Holder {
  [CURRENT]?: Construction | undefined
}

/**
 * Stands in a field initialiser of a service class and gives the instance what the token names:
 *
 * ```ts
 * private readonly greeting = inject(GreetingClient)
 * ```
 *
 * @throws {ServiceDefinitionError} anywhere else.
 */
export function inject<T>(token: Token<T>, options: InjectOptions = {}): T {
  const construction = (globalThis as Holder)[CURRENT]
  if (construction !== undefined) return construction.resolve(token, options)
  throw new ServiceDefinitionError(
    `inject(${token.name}) was called where no service is being constructed: ` +
      'it belongs into a field initialiser of a service class; in a test, construct the class with worker()',
  )
}

/** Constructs something whose field initialisers call {@link inject}. */
export function constructWith<T>(type: new () => T, construction: Construction): T {
  const holder = globalThis as Holder
  const outer = holder[CURRENT]
  holder[CURRENT] = construction
  try {
    return new type()
  } finally {
    holder[CURRENT] = outer
  }
}
