import { MalformedRequest } from '../errors/index.js'
import type { IncomingMessage } from '../transport/index.js'
import { parseJson, UnreadableBody } from './parse-json.js'

/** What a request asks for. */
export interface RpcRequest {
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>>
}

const NO_KWARGS: Readonly<Record<string, unknown>> = {}

/** The body of a request (`rpc.py`, `MethodProxy`). */
export function encodeRequest(
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>> = NO_KWARGS,
): Buffer {
  return Buffer.from(JSON.stringify({ args, kwargs }))
}

/**
 * Reads a request.
 * @throws {MalformedRequest} when it is not JSON, not in UTF-8 or not of the form.
 */
export function decodeRequest(message: IncomingMessage): RpcRequest {
  refuseContentType(message)
  const { args, kwargs } = readBody(message.body)
  if (args === undefined || kwargs === undefined) {
    throw new MalformedRequest('Message missing `args` or `kwargs`')
  }
  if (!Array.isArray(args)) throw new MalformedRequest('`args` is not an array')
  if (!isPlainObject(kwargs)) throw new MalformedRequest('`kwargs` is not an object')
  return { args, kwargs }
}

function readBody(body: Buffer): { readonly args?: unknown; readonly kwargs?: unknown } {
  let value: unknown
  try {
    value = parseJson(body)
  } catch (error) {
    if (error instanceof UnreadableBody) throw new MalformedRequest(error.message)
    throw error
  }
  if (isPlainObject(value)) return value
  throw new MalformedRequest('the body is not an object with `args` and `kwargs`')
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
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
