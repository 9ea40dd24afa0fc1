import { ServiceDefinitionError } from '../errors/index.js'
import type { Token } from './token.js'

/**
 * Stands for an injected value while a service class is constructed only to learn its tokens.
 * Whatever is done with it throws, and says why.
 */
export function placeholder(token: Token<unknown>, className: string): object {
  const refuse = (): never => {
    throw new ServiceDefinitionError(
      `${className} uses what inject(${token.name}) gives while it is being constructed: ` +
        'use it in a method; field initialisers and the constructor run before it is there',
    )
  }
  const allowed = (key: PropertyKey) => key === 'then' || typeof key === 'symbol'
  return new Proxy(() => {}, {
    apply: refuse,
    construct: refuse,
    get: (_, key) => (allowed(key) ? undefined : refuse()),
    has: refuse,
    set: refuse,
  })
}
