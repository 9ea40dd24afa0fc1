import { MalformedRequest } from '../errors/index.js'
import { parseJson } from '../wire/index.js'

/** What a peer asks for. */
export interface SocketRequest {
  readonly method: unknown
  /** The arguments by their names, if it is an object. */
  readonly data: unknown
  /** Whatever it was given; it comes back with the answer. */
  readonly correlationId: unknown
}

/**
 * Reads a message, text or binary, as Nameko does (`web/websocket.py`, `deserialize_ws_frame`): of its
 * `type` nobody asks, and data that are empty in any way are no arguments.
 * @throws {MalformedRequest} when it is no JSON object with a `method`.
 */
export function readRequest(message: Buffer): SocketRequest {
  const value = parse(message)
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'method')) {
    throw invalid()
  }
  const { method, data, correlation_id } = value as Readonly<Record<string, unknown>>
  return { method, data: isEmpty(data) ? {} : data, correlationId: correlation_id ?? null }
}

function parse(message: Buffer): unknown {
  try {
    return parseJson(message)
  } catch {
    throw invalid()
  }
}

/** What Python takes for false. */
function isEmpty(data: unknown): boolean {
  return !data || (Array.isArray(data) && data.length === 0)
}

/** In Nameko's words. */
function invalid(): MalformedRequest {
  return new MalformedRequest('Invalid JSON data')
}
