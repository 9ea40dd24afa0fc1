import { MalformedRequest } from '../errors/index.js'
import type { IncomingMessage } from '../transport/index.js'
import { parseJson, UnreadableBody } from './parse-json.js'

/** A value in its JSON form as the body of a message; `undefined` travels as null. */
export function encodeBody(json: unknown): Buffer {
  return Buffer.from(JSON.stringify(json) ?? 'null')
}

/**
 * The JSON that a message carries.
 * @throws {MalformedRequest} when it is not JSON in UTF-8.
 */
export function decodeBody(message: IncomingMessage): unknown {
  refuseContentType(message)
  try {
    return parseJson(message.body)
  } catch (error) {
    if (error instanceof UnreadableBody) throw new MalformedRequest(error.message)
    throw error
  }
}

/** JSON in UTF-8 is what Nameko sends; a message that names neither is taken for it. */
function refuseContentType({ contentType, contentEncoding }: IncomingMessage): void {
  if (contentType !== undefined && contentType !== 'application/json') {
    const [type = '', ...parameters] = contentType.toLowerCase().split(';')
    const charset = parameters.map((parameter) => parameter.trim()).find(isCharset)
    if (type.trim() !== 'application/json') {
      throw new MalformedRequest(`content type "${contentType}" is not application/json`)
    }
    refuseCharset(charset?.slice('charset='.length))
  }
  refuseCharset(contentEncoding)
}

function isCharset(parameter: string): boolean {
  return parameter.startsWith('charset=')
}

const UTF8: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', '"utf-8"'])

function refuseCharset(charset: string | undefined): void {
  if (charset === undefined || charset === 'utf-8' || UTF8.has(charset.toLowerCase())) return
  throw new MalformedRequest(`charset "${charset}" is not utf-8`)
}
