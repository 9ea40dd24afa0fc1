import { type ErrorOnTheWire, errorFromWire, InvalidResult } from '../errors/index.js'
import { parseJson } from './parse-json.js'

/** The body of a reply with a result in its JSON form (`rpc.py`, `Responder`). */
export function encodeResult(result: unknown): Buffer {
  return Buffer.from(`{"result": ${JSON.stringify(result) ?? 'null'}, "error": null}`)
}

/** The body of a reply with an error. */
export function encodeError(error: ErrorOnTheWire): Buffer {
  return Buffer.from(JSON.stringify({ result: null, error }))
}

/**
 * The result that a reply carries, in its JSON form.
 * @throws {ServiceError} the error that it carries instead; {@link InvalidResult} when it is no reply.
 */
export function decodeReply(body: Buffer): unknown {
  let reply: unknown
  try {
    reply = parseJson(body)
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
