import { explainValue, formatProblems, type PayloadCodec } from '../codec/index.js'
import { InvalidArguments, MessageTooLarge } from '../errors/index.js'
import type { IncomingMessage } from '../transport/index.js'
import { decodeBody } from '../wire/index.js'
import { hideSensitive } from './hide-sensitive.js'

/**
 * What a message carries, decoded.
 * @param limit Bytes of its body at most.
 * @param sensitive Paths of what a refusal does not show: `payload.card`.
 * @throws {MessageTooLarge}
 * @throws {MalformedRequest} when it is not JSON.
 * @throws {InvalidArguments} when the handler takes another type; the message says where.
 */
export async function readPayload(
  codec: PayloadCodec,
  message: IncomingMessage,
  limit: number,
  sensitive: readonly string[] = [],
): Promise<unknown> {
  const size = message.body.length
  if (size > limit) {
    throw new MessageTooLarge(`the message takes ${size} bytes; max_message_size allows ${limit}`)
  }
  const json = decodeBody(message)
  if (codec.accepts !== undefined && !codec.accepts(json)) {
    const schema = await codec.schema()
    const found = explainValue(schema.safeDecode(json), 'payload')
    const problems = hideSensitive(found, sensitive)
    throw new InvalidArguments(
      `${codec.name} does not take this payload: ${formatProblems(problems)}`,
      problems,
    )
  }
  return codec.decode === undefined ? json : codec.decode(json)
}
