import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { HttpSettings, UpgradedProtocol } from '../service/index.js'
import { contextOf } from './context-of.js'
import { HttpFailure } from './http-failure.js'
import { problemResponse } from './problem-details.js'

/**
 * Hands connections over to another protocol; what cannot be is answered with an error.
 * @param context Headers by the keys of context data.
 * @param isOpen Whether the server takes requests.
 */
export function serveUpgrades(
  server: Server,
  protocol: UpgradedProtocol,
  context: HttpSettings['context'],
  isOpen: () => boolean,
): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      return serveWithout(server, request, socket, head)
    }
    // Node no longer looks after it.
    socket.on('error', () => socket.destroy())
    const refusal = isOpen()
      ? protocol.upgrade(request, socket, head, contextOf(headersOf(request), context))
      : { status: 503, why: 'the service stops' }
    if (refusal !== undefined) void refuse(socket, new HttpFailure(refusal.status, refusal.why))
  })
}

/**
 * Serves a request as if it had not offered another protocol, as a server does that knows none of
 * those: clients that would like HTTP/2 ask so of every server. Node of versions before 24.9 takes every
 * offer for accepted once anybody listens, so the request is put back, less the offer.
 */
function serveWithout(
  server: Server,
  { method, url, rawHeaders }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const lines = [`${method} ${url} HTTP/1.1`]
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name, value] = [rawHeaders[i]!, rawHeaders[i + 1]!]
    if (!OFFER.has(name.toLowerCase())) lines.push(`${name}: ${value}`)
  }
  const start = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  socket.unshift(Buffer.concat([start, head]))
  server.emit('connection', socket)
}

/** The headers of an offer; the connection is kept open without them, too. */
const OFFER: ReadonlySet<string> = new Set(['connection', 'upgrade', 'http2-settings'])

function headersOf({ headers }: IncomingMessage): Headers {
  const known = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) known.set(name, [value].flat().join(', '))
  }
  return known
}

async function refuse(socket: Duplex, failure: HttpFailure): Promise<void> {
  const response = problemResponse(failure)
  const body = await response.text()
  response.headers.set('content-length', `${Buffer.byteLength(body)}`)
  response.headers.set('connection', 'close')
  const lines = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}\r\n`
  socket.end(`${head}${lines.join('')}\r\n${body}`, () => socket.destroy())
}
