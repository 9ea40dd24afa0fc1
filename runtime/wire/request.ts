import { MalformedRequest } from '../errors/index.js'
import type { IncomingMessage } from '../transport/index.js'
import { decodeBody } from './body.js'
import type { BodyFormat } from './serializer.js'
import type { Serializers } from './serializers.js'

/** What a request asks for. */
export interface RpcRequest {
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>>
}

const NO_KWARGS: Readonly<Record<string, unknown>> = {}

/** The body of a request (`rpc.py`, `MethodProxy`). */
export function encodeRequest(
  format: BodyFormat,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>> = NO_KWARGS,
): Buffer {
  return format.encode({ args, kwargs })
}

/**
 * Reads a request.
 * @throws {MalformedRequest} when it cannot be read, or is not of the form.
 */
export function decodeRequest(message: IncomingMessage, serializers: Serializers): RpcRequest {
  const { args, kwargs } = readBody(message, serializers)
  if (args === undefined || kwargs === undefined) {
    throw new MalformedRequest('Message missing `args` or `kwargs`')
  }
  if (!Array.isArray(args)) throw new MalformedRequest('`args` is not an array')
  if (!isPlainObject(kwargs)) throw new MalformedRequest('`kwargs` is not an object')
  return { args, kwargs }
}

function readBody(
  message: IncomingMessage,
  serializers: Serializers,
): { readonly args?: unknown; readonly kwargs?: unknown } {
  const value = decodeBody(message, serializers)
  if (isPlainObject(value)) return value
  throw new MalformedRequest('the body is not an object with `args` and `kwargs`')
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
