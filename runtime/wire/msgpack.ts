import { decode, decodeTimestampExtension, ExtensionCodec, encode } from '@msgpack/msgpack'
import { refuseBomb } from './msgpack-bomb.js'
import { MAX_DEPTH } from './refuse-harm.js'
import type { Serializer } from './serializer.js'

const TIMESTAMP = -1

/** A moment is read as JSON has it; none is written, because values come in the form of JSON. */
const extensionCodec = new ExtensionCodec()
extensionCodec.register({
  type: TIMESTAMP,
  encode: () => null,
  decode: (data) => (decodeTimestampExtension(data) as Date).toISOString(),
})

/**
 * MessagePack, marked as kombu marks it. Text is text and bytes are bytes; integers beyond 2^53
 * lose their last digits, as in JSON. It is a module of its own, for those who have configured it.
 */
export const msgpack: Serializer = {
  name: 'msgpack',
  contentType: 'application/x-msgpack',
  contentEncoding: 'binary',
  // A level of its own counts for what lies in the innermost object.
  encode: (value) => encode(value, { maxDepth: MAX_DEPTH + 1 }),
  decode: (body) => {
    refuseBomb(body)
    return decode(body, { extensionCodec })
  },
}
