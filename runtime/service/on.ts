import { ServiceDefinitionError } from '../errors/index.js'
import type { EventReference } from '../token/index.js'
import type { HandlerDecorator, OnOptions } from './handler-options.js'
import { addEntrypoint } from './metadata.js'
import { methodContext } from './standard-context.js'

/**
 * Calls a method with each event of a type. By a generated reference, the compiler checks that the
 * method takes what the event carries; by names, as of a Python service, the method's own
 * parameter says what is accepted.
 *
 * ```ts
 * @on(OrdersEvents.order_created)
 * async ship(order: Order) { ... }
 *
 * @on('payments', 'refunded', { requeueOnError: true })
 * async note(refund: { id: string }) { ... }
 * ```
 */
export function on<Payload>(
  event: EventReference<string, string, Payload>,
  options?: OnOptions,
): HandlerDecorator<Payload>
export function on(source: string, type: string, options?: OnOptions): HandlerDecorator<any>
export function on(
  event: EventReference<string, string, unknown> | string,
  ...rest: readonly unknown[]
): HandlerDecorator<any> {
  if (event === undefined) {
    throw new ServiceDefinitionError(
      '@on was given an event that is not there: its service does not emit it, or not yet; ' +
        'run `mycelia generate` where the reference comes from',
    )
  }
  const { source, type } =
    typeof event === 'string' ? { source: event, type: String(rest[0]) } : event
  const options = (typeof event === 'string' ? rest[1] : rest[0]) as OnOptions | undefined
  return (_method, context, ...others: readonly unknown[]) => {
    const { method, metadata } = methodContext('@on', context, others[0])
    addEntrypoint(metadata, { kind: 'on', method, source, type, options: options ?? {} })
  }
}
