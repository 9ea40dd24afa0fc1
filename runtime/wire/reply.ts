import { type ErrorOnTheWire, errorFromWire, InvalidResult } from '../errors/index.js'
import type { IncomingMessage } from '../transport/index.js'
import { JSON_FORMAT } from './json-format.js'
import type { BodyFormat } from './serializer.js'
import type { Serializers } from './serializers.js'

/** The body of a reply with a result in its JSON form (`rpc.py`, `Responder`). */
export function encodeResult(result: unknown, format: BodyFormat): Buffer {
  if (format !== JSON_FORMAT) return format.encode({ result: result ?? null, error: null })
  return Buffer.from(`{"result": ${JSON.stringify(result) ?? 'null'}, "error": null}`)
}

/** The body of a reply with an error. */
export function encodeError(error: ErrorOnTheWire, format: BodyFormat): Buffer {
  return format.encode({ result: null, error })
}

/**
 * The result that a reply carries, in its JSON form.
 * @throws {ServiceError} the error that it carries instead; {@link InvalidResult} when it is no reply.
 */
export function decodeReply(message: IncomingMessage, serializers: Serializers): unknown {
  let reply: unknown
  try {
    reply = serializers.readingReply(message).decode(message.body)
  } catch (error) {
    throw new InvalidResult(`the reply cannot be read: ${(error as Error).message}`)
  }
  if (typeof reply !== 'object' || reply === null || Array.isArray(reply)) {
    throw new InvalidResult('the reply is not an object with `result` and `error`')
  }
  const { result, error } = reply as { readonly result?: unknown; readonly error?: unknown }
  if (error !== undefined && error !== null) throw errorFromWire(error)
  return result
}
