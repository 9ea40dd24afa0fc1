import { NotJson, parseJson, UnreadableBody } from '../wire/index.js'
import { HttpFailure } from './http-failure.js'

/**
 * The JSON value of a request's body; undefined where it is empty.
 * @throws {HttpFailure} when it is too large, of another type, or not JSON.
 */
export async function readJsonBody(request: Request, limit: number): Promise<unknown> {
  const body = await readBytes(request, limit)
  if (body.length === 0) return undefined
  const type = request.headers.get('content-type')
  if (!isJson(type)) {
    const given = type === null ? 'has no content-type' : `is ${type}`
    throw new HttpFailure(415, `the body ${given}; send application/json`)
  }
  try {
    return parseJson(body)
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error
    const why = error instanceof NotJson ? await placeOfMistake(body) : error.message
    throw new HttpFailure(400, `the body is refused: ${why}`)
  }
}

/** The request with a body that fails to be read when it proves to be too large. */
export function limitBody(request: Request, limit: number): Request {
  refuseLength(request, limit)
  const { url, method, headers, signal, body } = request
  // The adapter's own is no Request that others could read from.
  if (body === null) return new Request(url, { method, headers, signal })
  let length = 0
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      length += chunk.byteLength
      if (length > limit) controller.error(tooLarge(limit))
      else controller.enqueue(chunk)
    },
  })
  const init = { method, headers, signal, body: body.pipeThrough(counting), duplex: 'half' }
  return new Request(url, init as RequestInit)
}

/** Some versions of Node tell it in their message, others do not. */
async function placeOfMistake(body: Buffer): Promise<string> {
  const { findMistake } = await import('../contract/index.js')
  return `it ceases to be JSON at position ${findMistake(body.toString('utf8'))}`
}

async function readBytes(request: Request, limit: number): Promise<Buffer> {
  refuseLength(request, limit)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength
    if (length > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function refuseLength({ headers }: Request, limit: number): void {
  if (Number(headers.get('content-length')) > limit) throw tooLarge(limit)
}

/** What is not read would have to be taken off the line: it ends instead. */
function tooLarge(limit: number): HttpFailure {
  return new HttpFailure(413, `http_body_limit allows ${limit} bytes`, {
    headers: { connection: 'close' },
  })
}

function isJson(type: string | null): boolean {
  return type !== null && /^\s*application\/(?:json|[\w.!#$&^+-]+\+json)\s*(?:;|$)/i.test(type)
}
