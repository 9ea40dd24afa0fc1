import type { ClientToken } from '../client/index.js'
import type { Token } from '../token/index.js'

/** What stands for an injected value in a test. */
export interface Replacement {
  readonly token: Token<unknown>
  readonly value: unknown
}

/**
 * Gives a service something else for a token. Of a client, the methods that the test needs suffice;
 * calling another one throws and names it.
 *
 * ```ts
 * replace(PaymentsClient, { charge: async () => 'paid' })
 * ```
 */
export function replace<T>(token: Token<T>, value: NoInfer<Partial<T>>): Replacement {
  return { token, value: isClient(token) ? mockClient(token, value) : value }
}

function isClient<T>(token: Token<T>): token is ClientToken<T> {
  return 'definition' in token
}

function mockClient(token: ClientToken<unknown>, methods: object): object {
  const mock: object = new Proxy(methods, {
    get(target, name, receiver) {
      if (name in target) return Reflect.get(target, name, receiver)
      if (name === 'with') return () => mock
      if (typeof name === 'symbol' || name === 'then') return undefined
      return () => {
        throw new Error(`${name} was called on ${token.name}, but replace() was given no ${name}`)
      }
    },
  })
  return mock
}
