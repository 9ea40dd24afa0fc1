import type { ConsumedQueue } from './consumed-queue.js'
import type { HandlerDecorator, HandlerOptions } from './handler-options.js'
import { addEntrypoint } from './metadata.js'
import { methodContext } from './standard-context.js'

/**
 * Calls a method with each message of a queue, whoever publishes there. Messages are JSON; the
 * method's parameter says what is accepted.
 *
 * ```ts
 * @consume('invoices')
 * async book(invoice: Invoice) { ... }
 * ```
 *
 * @param queue Its name, for a durable queue without arguments; or all that there is to say of it.
 */
export function consume(
  queue: string | ConsumedQueue,
  options: HandlerOptions = {},
): HandlerDecorator<any> {
  return (_method, context, ...others: readonly unknown[]) => {
    const { method, metadata } = methodContext('@consume', context, others[0])
    const consumed = typeof queue === 'string' ? { name: queue } : queue
    addEntrypoint(metadata, { kind: 'consume', method, queue: consumed, options })
  }
}
