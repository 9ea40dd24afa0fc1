import {
  errorToWire,
  InvalidResult,
  MessageTooLarge,
  type ServiceError,
  thrownToWire,
} from '../errors/index.js'
import type { Host } from '../service/index.js'
import type { IncomingMessage } from '../transport/index.js'
import { type BodyFormat, encodeError, JSON_FORMAT } from '../wire/index.js'
import { MethodFailed } from './call-method.js'
import { logFailure } from './log-failure.js'

/** The reply to a request that was not run, or whose result cannot be sent. */
export function refusedReply(
  { log }: Host,
  { routingKey }: IncomingMessage,
  error: ServiceError,
  format: BodyFormat,
): Buffer {
  log.debug('refused a request', { routingKey, code: error.code, why: error.message })
  return encodeError(errorToWire(error), format)
}

/** The reply to a call whose method has thrown. */
export function failedReply(
  host: Host,
  request: IncomingMessage,
  error: unknown,
  format: BodyFormat,
): Buffer {
  const { definition, log } = host
  const limit = host.settings.maxMessageSize
  const failed = error instanceof MethodFailed ? error : new MethodFailed(error, {}, undefined)
  const { thrown, options, declared } = failed
  logFailure(log, `${request.routingKey} failed`, thrown, options)
  const wire = thrownToWire(thrown, definition.name, declared)
  const reply = encodeError(wire, format)
  if (reply.length <= limit) return reply
  const what = `the ${wire.exc_type} that it failed with takes ${reply.length} bytes`
  const tooLarge = new MessageTooLarge(`${what}; max_message_size allows ${limit}`)
  return refusedReply(host, request, tooLarge, format)
}

/** For a serialiser that cannot write even an error: JSON can, and callers read that. */
export function unwrittenReply(
  { log }: Host,
  { routingKey }: IncomingMessage,
  error: unknown,
  { name }: BodyFormat,
): Buffer {
  const why = `${name} cannot write the error of this call: ${(error as Error).message}`
  log.error(why, { routingKey })
  return encodeError(errorToWire(new InvalidResult(why)), JSON_FORMAT)
}
