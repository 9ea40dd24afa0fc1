import { ServiceDefinitionError } from '../errors/index.js'
import { stderrLogger } from '../log/index.js'
import { Context, constructWith, Log, type Token } from '../token/index.js'
import type { Replacement } from './replace.js'
import { testContext } from './test-context.js'

/**
 * Makes an instance of a service for a unit test: no broker, no container. Methods are called
 * directly. `Context` and `Log` are there unless they are replaced; all other tokens must be.
 *
 * ```ts
 * const orders = worker(OrdersService, [replace(PaymentsClient, { charge: async () => 'paid' })])
 * assert.equal(await orders.place(order), 'placed')
 * ```
 *
 * @throws {ServiceDefinitionError} when it injects a token that is not replaced.
 */
export function worker<T extends object>(
  type: new () => T,
  replacements: readonly Replacement[] = [],
): T {
  const values = new Map<Token<unknown>, unknown>([
    [Context, testContext({ service: type.name })],
    [Log, stderrLogger('silent')],
  ])
  for (const { token, value } of replacements) values.set(token, value)
  return constructWith(type, {
    resolve: <V>(token: Token<V>): V => {
      if (values.has(token)) return values.get(token) as V
      throw new ServiceDefinitionError(
        `${type.name} injects ${token.name}, which this test does not replace: ` +
          'add replace(token, value) to the list given to worker()',
      )
    },
  })
}
