import type { MethodDecorator, ServiceErrorType } from './decorators.js'
import type { ExpectedErrors } from './expected-errors.js'
import type { HttpVerb } from './http-route.js'
import { addEntrypoint } from './metadata.js'
import type { SensitiveArguments } from './sensitive.js'
import { methodContext } from './standard-context.js'

export interface HttpOptions extends ExpectedErrors, SensitiveArguments {
  /** Of an answer that is no error. @default 200, or 204 where there is no result */
  readonly status?: number
  /**
   * The errors of which an answer tells, as classes; of others it says nothing.
   * @default those of the method's `@rpc`, or what the generator finds that it throws, and what
   * `@throws` names
   */
  readonly errors?: readonly ServiceErrorType[]
}

/**
 * Answers HTTP requests with a method. Parameters that the path names get what stands there, other
 * simple ones come from the query, and one object from the JSON body of POST, PUT and PATCH; a
 * `Request` gets it all. The result is sent as JSON; a `Response` is sent as it is.
 *
 * ```ts
 * @http('GET', '/orders/:id')
 * async find(id: number, verbose = false): Promise<Order> { ... }
 *
 * @http('POST', '/orders', { status: 201 })
 * async place(order: Order): Promise<Receipt> { ... }
 * ```
 *
 * @param path A segment that begins with a colon is a parameter. A literal, as is the rest.
 */
export function http(verb: HttpVerb, path: string, options: HttpOptions = {}): MethodDecorator {
  return ((_method: unknown, context: unknown, ...others: readonly unknown[]) => {
    const { method, metadata } = methodContext('@http', context, others[0])
    addEntrypoint(metadata, { kind: 'http', method, verb, path, options })
  }) as MethodDecorator
}
