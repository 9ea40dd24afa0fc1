import { MalformedRequest } from '../errors/index.js'
import type { IncomingMessage } from '../transport/index.js'
import type { Serializers } from './serializers.js'
import { UnreadableBody } from './unreadable-body.js'

/**
 * The value that a message carries.
 * @throws {MalformedRequest} when it is of a content type that is not accepted, or not of that which
 * it says.
 */
export function decodeBody(message: IncomingMessage, serializers: Serializers): unknown {
  const format = serializers.reading(message)
  try {
    return format.decode(message.body)
  } catch (error) {
    if (error instanceof UnreadableBody) throw new MalformedRequest(error.message)
    throw error
  }
}
