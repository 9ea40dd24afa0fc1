import { connect } from 'node:net'
import { openShop } from '../http/shop.js'
import { inTime, type Target } from './target.js'

/** Milliseconds that the server gives a request. */
const HTTP_TIMEOUT = 300

/** Bytes against the HTTP server of services. */
export async function httpTarget(): Promise<Target> {
  const shop = await openShop({
    httpTimeout: HTTP_TIMEOUT,
    httpHeadersTimeout: HTTP_TIMEOUT,
    httpBodyLimit: 10_000,
  })
  const port = Number(new URL(shop.url).port)
  let open = 0
  return {
    name: 'http',
    parallel: 16,
    async feed(input: Buffer) {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      open++
      const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
      const answered = new Promise<void>((resolve) => socket.once('data', () => resolve()))
      socket.on('error', () => {})
      socket.end(input)
      try {
        await inTime('an answer, or the end of a connection', Promise.race([closed, answered]))
      } finally {
        socket.destroy()
        await closed
        open--
      }
    },
    async alive() {
      const { status, body } = await inTime('an answer', shop.ask('/greet/ujun'))
      if (status !== 200 || body !== 'Hello, ujun!') throw new Error(`${status} ${String(body)}`)
    },
    async held() {
      return open === 0 ? [] : [`${open} connections`]
    },
    [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose](),
  }
}
