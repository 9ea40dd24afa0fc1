import { parseJson } from './parse-json.js'
import type { BodyFormat } from './serializer.js'

/** What Nameko speaks unless it is told otherwise. `undefined` travels as null. */
export const JSON_FORMAT: BodyFormat = {
  name: 'json',
  contentType: 'application/json',
  contentEncoding: 'utf-8',
  encode: (value) => Buffer.from(JSON.stringify(value) ?? 'null'),
  decode: parseJson,
}
