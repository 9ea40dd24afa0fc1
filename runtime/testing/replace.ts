import type { ClientToken } from '../client/index.js'
import type { EventsToken } from '../messaging/index.js'
import type { Token } from '../token/index.js'

/** What stands for an injected value in a test. */
export interface Replacement {
  readonly token: Token<unknown>
  readonly value: unknown
}

/**
 * Gives a service something else for a token. Of a client, or of the events that it emits, the
 * methods that the test needs suffice; calling another one throws and names it.
 *
 * ```ts
 * replace(PaymentsClient, { charge: async () => 'paid' })
 * ```
 */
export function replace<T>(token: Token<T>, value: NoInfer<Partial<T>>): Replacement {
  return { token, value: hasManyMethods(token) ? mock(token, value) : value }
}

function hasManyMethods(token: Token<unknown>): token is ClientToken<unknown> | EventsToken<any> {
  return 'definition' in token || 'events' in token
}

function mock(token: Token<unknown>, methods: object): object {
  const mocked: object = new Proxy(methods, {
    get(target, name, receiver) {
      if (name in target) return Reflect.get(target, name, receiver)
      if (name === 'with') return () => mocked
      if (typeof name === 'symbol' || name === 'then') return undefined
      return () => {
        throw new Error(`${name} was called on ${token.name}, but replace() was given no ${name}`)
      }
    },
  })
  return mocked
}
