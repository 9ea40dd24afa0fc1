import { jsonForm } from './json-form.js'
import { refuseHarm } from './refuse-harm.js'
import type { BodyFormat, Serializer } from './serializer.js'
import { UnreadableBody } from './unreadable-body.js'

/** A serialiser that is not JSON's, made fit for what peers send. */
export function bodyFormat(serializer: Serializer): BodyFormat {
  const { name, contentType, contentEncoding = 'binary' } = serializer
  return {
    name,
    contentType,
    contentEncoding,
    encode: (value) => {
      const body = serializer.encode(jsonForm(value) ?? null)
      if (typeof body === 'string') return Buffer.from(body)
      return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    },
    decode: (body) => {
      const value = decode(serializer, body)
      refuseHarm(value)
      return value
    },
  }
}

function decode(serializer: Serializer, body: Buffer): unknown {
  try {
    return serializer.decode(body)
  } catch (error) {
    throw new UnreadableBody(`not ${serializer.name}: ${(error as Error).message}`)
  }
}
