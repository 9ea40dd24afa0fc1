import { explainValue, formatProblems, type PayloadCodec } from '../codec/index.js'
import { InvalidArguments, MessageTooLarge } from '../errors/index.js'
import { type HostSettings, PAYLOAD } from '../service/index.js'
import type { IncomingMessage } from '../transport/index.js'
import { decodeBody } from '../wire/index.js'
import { hideSensitive } from './hide-sensitive.js'

/**
 * What a message carries, decoded.
 * @param settings How it is read, and how large it may be.
 * @param sensitive Paths of what a refusal does not show: `payload.card`.
 * @throws {MessageTooLarge}
 * @throws {MalformedRequest} when it cannot be read.
 * @throws {InvalidArguments} when the handler takes another type; the message says where.
 */
export async function readPayload(
  codec: PayloadCodec,
  message: IncomingMessage,
  { maxMessageSize: limit, serializers }: Pick<HostSettings, 'maxMessageSize' | 'serializers'>,
  sensitive: readonly string[] = [],
): Promise<unknown> {
  const size = message.body.length
  if (size > limit) {
    throw new MessageTooLarge(`the message takes ${size} bytes; max_message_size allows ${limit}`)
  }
  const json = decodeBody(message, serializers)
  if (codec.accepts !== undefined && !codec.accepts(json)) {
    const schema = await codec.schema()
    const found = explainValue(schema.safeDecode(json), PAYLOAD)
    const problems = hideSensitive(found, sensitive)
    throw new InvalidArguments(
      `${codec.name} does not take this payload: ${formatProblems(problems)}`,
      problems,
    )
  }
  return codec.decode === undefined ? json : codec.decode(json)
}
