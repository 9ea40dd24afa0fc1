import type { MethodDecorator } from './decorators.js'
import type { ExpectedErrors } from './expected-errors.js'
import { addEntrypoint } from './metadata.js'
import type { SensitiveArguments } from './sensitive.js'
import { methodContext } from './standard-context.js'

export interface WebSocketOptions extends ExpectedErrors, SensitiveArguments {
  /** The method's name in requests. @default that of `@rpc`, or its name in TypeScript */
  readonly name?: string
  /** The names of its arguments in requests. @default those of `@rpc`, or their names in TypeScript */
  readonly params?: readonly string[]
}

/** `@websocket` or `@websocket({ ... })`. */
export interface WebSocketDecorator extends MethodDecorator {
  (options: WebSocketOptions): MethodDecorator
}

/**
 * Makes a method callable over the web sockets of the process, at `/ws`, in the messages of Nameko's
 * `nameko.web.websocket`. Arguments come by their names; requests of one socket are answered one
 * after the other. Which socket it is, `inject(socketId)` tells.
 *
 * ```ts
 * @websocket
 * subscribe(room: string): void { ... }
 * ```
 */
export const websocket: WebSocketDecorator = ((...given: unknown[]) => {
  const [first] = given
  if (given.length === 1 && typeof first === 'object') return decorate(first as WebSocketOptions)
  return decorate({})(first, ...given.slice(1))
}) as WebSocketDecorator

function decorate(options: WebSocketOptions) {
  return (_method: unknown, ...[context, descriptor]: unknown[]): void => {
    const { method, metadata } = methodContext('@websocket', context, descriptor)
    addEntrypoint(metadata, { kind: 'websocket', method, options })
  }
}
