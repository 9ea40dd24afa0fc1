import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'

/** What a peer of a web socket says and hears. */
export interface Peer {
  /** Its socket's id at the server. */
  readonly id: string
  readonly socket: WebSocket
  /** The answer to a request; events that come before it are kept for `next`. */
  ask(method: unknown, data?: unknown): Promise<any>
  send(text: string | Buffer): void
  /** The next message. */
  next(): Promise<any>
  /** The code and the reason with which the socket is closed. */
  readonly closed: Promise<readonly [code: number, reason: string]>
  close(): Promise<void>
}

export interface PeerOptions extends ClientOptions {}

/** @throws {UpgradeRefused} */
export async function connectTo(url: string, options: PeerOptions = {}): Promise<Peer> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), options)
  const heard: unknown[] = []
  const waiting: ((message: unknown) => void)[] = []
  socket.on('message', (data) => {
    const message: unknown = JSON.parse(String(data))
    const first = waiting.shift()
    if (first === undefined) heard.push(message)
    else first(message)
  })
  const closed = new Promise<readonly [number, string]>((resolve) => {
    socket.once('close', (code, reason) => resolve([code, String(reason)]))
  })
  const next = () =>
    heard.length > 0
      ? Promise.resolve(heard.shift())
      : new Promise<unknown>((resolve) => waiting.push(resolve))
  await opened(socket)
  socket.on('error', () => {})
  const connected = (await next()) as { readonly data: { readonly socket_id: string } }
  return {
    id: connected.data.socket_id,
    socket,
    send: (text) => socket.send(text),
    async ask(method, data) {
      socket.send(JSON.stringify({ type: 'request', method, data, correlation_id: 'c' }))
      const events: unknown[] = []
      for (;;) {
        const message = (await next()) as { readonly type: string }
        if (message.type !== 'result') {
          events.push(message)
          continue
        }
        heard.unshift(...events)
        return message
      }
    },
    next,
    closed,
    async close() {
      socket.close()
      await closed
    },
  }
}

/** The answer to a request for a web socket that is not given one. */
export class UpgradeRefused extends Error {
  constructor(
    readonly status: number,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(`${status}`)
  }
}

async function opened(socket: WebSocket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
    socket.once('unexpected-response', async (_request, response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      await once(response, 'end')
      reject(
        new UpgradeRefused(response.statusCode ?? 0, JSON.parse(String(Buffer.concat(chunks)))),
      )
    })
  })
}
