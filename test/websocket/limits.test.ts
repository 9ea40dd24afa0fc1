import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import type { Logger } from 'mycelia'
import { waits } from '../golden/chat/src/chat.service.js'
import { chatServer } from '../golden/chat/src/generated/chat.server.js'
import { shopServer } from '../golden/http/src/generated/shop.server.js'
import { quiet } from '../support/quiet.js'
import { openChat } from './chat.js'
import { UpgradeRefused } from './peer.js'

describe('a web socket', () => {
  it('is closed with 1009 where a message is larger than it may be', async () => {
    await using chat = await openChat({ webSocket: { maxPayload: 100 } })
    const peer = await chat.connect()
    peer.send(JSON.stringify({ method: 'pad', data: { size: 1 }, more: 'x'.repeat(100) }))
    assert.equal((await peer.closed)[0], 1009)
  })

  it('is not read further while too many of its requests wait, and loses none', async () => {
    await using chat = await openChat({ webSocket: { maxPending: 2 } })
    const peer = await chat.connect()
    const count = 500
    for (let i = 0; i < count; i++) {
      peer.send(JSON.stringify({ method: 'pad', data: { size: 1000 }, correlation_id: i }))
    }
    for (let i = 0; i < count; i++) assert.equal((await peer.next()).correlation_id, i)
  })

  it('is closed with 1013 where its peer does not take what is sent', async () => {
    let tell: (fields: unknown) => void = () => {}
    const warned = new Promise((resolve) => (tell = resolve))
    const log: Logger = { ...quiet, warn: (_, fields) => tell(fields) }
    await using chat = await openChat({ webSocket: { maxBuffered: 1_000 }, log })
    const peer = await chat.connect()
    peer.socket.pause()
    for (let i = 0; i < 12; i++) peer.send('{"method":"pad","data":{"size":4000000}}')
    assert.equal(((await warned) as { allowed: number }).allowed, 1_000)
    peer.socket.resume()
    assert.deepEqual(await peer.closed, [1013, 'too much waits to be sent'])
  })

  it('is cut off where its peer gives no sign of life', async () => {
    await using chat = await openChat({ webSocket: { pingInterval: 20 } })
    const dead = await chat.connect({ autoPong: false })
    assert.equal((await dead.closed)[0], 1006)
  })

  it('stays open where its peer answers pings', async () => {
    await using chat = await openChat({ webSocket: { pingInterval: 20 } })
    const peer = await chat.connect()
    for (let i = 0; i < 5; i++) {
      await new Promise((resolve) => peer.socket.once('ping', resolve))
    }
    assert.equal((await peer.ask('pad', { size: 1 })).data, 'x')
  })

  it('is refused where too many are open, until one of them closes', async () => {
    await using chat = await openChat({ webSocket: { maxSockets: 1 } })
    const peer = await chat.connect()
    await assert.rejects(
      chat.connect(),
      refused(503, 'as many web sockets are open as websocket_max_sockets allows'),
    )
    const begun = once(waits, 'begun')
    peer.send('{"method":"wait"}')
    await begun
    const over = once(waits, 'over')
    peer.socket.terminate()
    await over
    await (await chat.connect()).close()
  })
})

describe('a page', () => {
  const page = (origin: string) => ({ headers: { origin } })

  it('may open a web socket where it comes from the same host', async () => {
    await using chat = await openChat()
    await (await chat.connect(page(chat.url))).close()
    await (await chat.connect(page(chat.url.replace('http:', 'https:')))).close()
  })

  it('may open none from elsewhere, unless it is listed', async () => {
    await using chat = await openChat({ webSocket: { origins: ['https://app.example.com'] } })
    await (await chat.connect(page('https://app.example.com'))).close()
    for (const origin of ['https://example.com', 'null', `${chat.url}.example.com`]) {
      await assert.rejects(
        chat.connect(page(origin)),
        refused(403, `pages of ${origin} may not open web sockets here`),
      )
    }
  })

  it('may open one from anywhere, where * is listed', async () => {
    await using chat = await openChat({ webSocket: { origins: ['*'] } })
    await (await chat.connect(page('https://example.com'))).close()
  })
})

describe('an upgrade', () => {
  it('to another protocol is an offer that is passed by: the request is answered', async () => {
    await using chat = await openChat({ definitions: [shopServer, chatServer] })
    const { port } = new URL(chat.url)
    const body = JSON.stringify([{ sku: 'a', quantity: 2 }])
    const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk'
    const socket = connectTcp(Number(port), '127.0.0.1').setEncoding('utf8')
    const ask = async (line: string, headers: string, body = '') => {
      socket.write(`${line} HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n${body}`)
      const [answer] = await once(socket, 'data')
      return answer as string
    }
    const type = `Content-Type: application/json\r\nContent-Length: ${body.length}`
    assert.match(await ask('POST /orders', `${offer}\r\n${type}`, body), /^HTTP\/1\.1 201 /)
    // On the same connection.
    assert.match(await ask('GET /greet/b', offer), /^HTTP\/1\.1 200 .*Hello, b!/s)
    assert.match(await ask('GET /greet/c', 'Connection: close'), /^HTTP\/1\.1 200 .*Hello, c!/s)
    await once(socket, 'end')
  })

  it('is refused elsewhere than at /ws', async () => {
    await using chat = await openChat()
    const { connectTo } = await import('./peer.js')
    await assert.rejects(connectTo(`${chat.url}/`), refused(404, 'web sockets are at /ws'))
    await (await connectTo(`${chat.url}/ws?token=1`)).close()
  })

  for (const [what, lines, status] of [
    ['without a key', ['Connection: Upgrade', 'Upgrade: websocket'], 400],
    [
      'of another version',
      [
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Version: 7',
      ],
      426,
    ],
  ] as const) {
    it(`${what} is refused with ${status}`, async () => {
      await using chat = await openChat()
      const { port } = new URL(chat.url)
      const socket = connectTcp(Number(port), '127.0.0.1')
      socket.write(`GET /ws HTTP/1.1\r\nHost: a\r\n${lines.join('\r\n')}\r\n\r\n`)
      const answer = await text(socket)
      assert.ok(
        [status, 400].some((code) => answer.startsWith(`HTTP/1.1 ${code} `)),
        answer,
      )
      assert.equal((await (await chat.connect()).ask('pad', { size: 1 })).data, 'x')
    })
  }
})

function refused(status: number, detail: string) {
  return (error: unknown) => {
    assert.ok(error instanceof UpgradeRefused, String(error))
    assert.deepEqual([error.status, error.body.status, error.body.detail], [status, status, detail])
    return true
  }
}
