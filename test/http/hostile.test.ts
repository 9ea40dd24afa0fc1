import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { rivalServer } from '../golden/http/src/generated/rival.server.js'
import { shopServer } from '../golden/http/src/generated/shop.server.js'
import { brokers } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { openShop, type Shop } from './shop.js'

describe('a hostile request', () => {
  let shop: Shop

  before(async () => {
    shop = await openShop({ httpTimeout: 300, httpHeadersTimeout: 200, httpBodyLimit: 1_000 })
  })
  after(() => shop[Symbol.asyncDispose]())

  /** What is answered to these very bytes. */
  async function send(text: string): Promise<string> {
    const socket = connect(Number(new URL(shop.url).port), '127.0.0.1')
    socket.on('error', () => {})
    let answer = ''
    socket.setEncoding('utf8').on('data', (chunk) => (answer += chunk))
    socket.write(text)
    await once(socket, 'close')
    return answer
  }

  const get = (target: string, headers = 'Host: shop\r\n') =>
    send(`GET ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`)
  const post = (body: string) =>
    shop.ask('/orders/1/note', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body,
    })

  it('with broken percent-encoding is refused', async () => {
    for (const target of ['/greet/%', '/greet/%zz', '/greet/%E4', '/greet/a?greeting=%C3']) {
      assert.match(await get(target), /^HTTP\/1\.1 400 /, target)
    }
  })

  it('gets nowhere by dots and slashes', async () => {
    for (const target of [
      '/../etc/passwd',
      '/..%2f..%2fetc%2fpasswd',
      '/greet/../../x',
      '//x/..',
    ]) {
      assert.match(await get(target), /^HTTP\/1\.1 404 /, target)
    }
    assert.match(await get('/greet/..%2f..'), /"Hello, \.\.\/\.\.!"$/)
  })

  it('cannot reach what all objects inherit', async () => {
    const { status, body } = await shop.ask('/items?__proto__=1&constructor=2&toString=3')
    assert.deepEqual([status, body], [200, { tags: [], limit: 10 }])
    for (const target of ['/__proto__', '/constructor', '/greet/__proto__/toString']) {
      assert.match(await get(target), /^HTTP\/1\.1 404 /, target)
    }
    for (const text of ['{"__proto__": {"a": 1}}', '{"a": {"constructor": {"prototype": {}}}}']) {
      const refused = await post(text)
      assert.equal(refused.status, 400)
      assert.match((refused.body as { detail: string }).detail, /is not allowed$/)
    }
  })

  it('with a body that is nested too deep is refused', async () => {
    assert.equal((await post(`{"a":${'['.repeat(400)}${']'.repeat(400)}}`)).status, 400)
  })

  it('with too many headers, or none that names the host, is refused', async () => {
    assert.match(await get('/items', `Host: shop\r\nX: ${'x'.repeat(20_000)}\r\n`), / 431 /)
    assert.match(await get('/items', ''), /^HTTP\/1\.1 400 /)
    assert.match(await get('/items', 'Host: a b/c\r\n'), /^HTTP\/1\.1 400 /)
  })

  it('that is no HTTP, or two requests in one, is refused', async () => {
    assert.match(await send('AMQP\0\0\x09\x01\r\n\r\n'), /^HTTP\/1\.1 400 /)
    const smuggled = 'Host: shop\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n'
    assert.match(await get('/items', smuggled), /^HTTP\/1\.1 400 /)
  })

  it('whose headers never end is cut off', async () => {
    assert.match(await send('GET /items HTTP/1.1\r\nHost: shop\r\n'), /^HTTP\/1\.1 408 /)
  })

  it('whose body never ends is cut off, and holds no worker', async () => {
    const head = 'Host: shop\r\nContent-Type: application/json\r\nContent-Length: 10\r\n'
    const answer = await send(`PUT /orders/1/note HTTP/1.1\r\n${head}\r\n{`)
    assert.match(answer, /^HTTP\/1\.1 408 /)
    assert.match(answer, /the body did not come in time/)
  })

  it('leaves the server as it was', async () => {
    assert.equal((await shop.ask('/greet/ujun')).status, 200)
  })
})

describe('pages of other origins', () => {
  const asked = { headers: { origin: 'https://app.example.com' } }

  it('may not read answers', async () => {
    await using shop = await openShop()
    const { headers } = await shop.ask('/greet/a', asked)
    assert.equal(headers.get('access-control-allow-origin'), null)
  })

  it('may where the configuration names them', async () => {
    await using shop = await openShop({ httpCors: ['https://app.example.com'] })
    const { headers } = await shop.ask('/greet/a', asked)
    assert.equal(headers.get('access-control-allow-origin'), 'https://app.example.com')
    const other = await shop.ask('/greet/a', { headers: { origin: 'https://evil.example.com' } })
    assert.equal(other.headers.get('access-control-allow-origin'), null)
    const preflight = await shop.ask('/orders', {
      method: 'OPTIONS',
      headers: { ...asked.headers, 'access-control-request-method': 'POST' },
    })
    assert.equal(preflight.status, 204)
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /POST/)
  })
})

for (const broker of brokers) {
  describe(`a method that calls another service, on ${broker.name}`, () => {
    it('does so over the broker, also while the server closes', async () => {
      await using shop = await openShop({}, [shopServer, rivalServer], quiet, { broker })
      const { body } = await shop.ask('/rival/Ada?other_names=King&other_names=Byron')
      assert.equal(body, 'Welcome, Ada King Byron!')
      const asked = shop.ask('/rival/Grace')
      const closed = shop.running.close()
      const answer = await asked.catch(() => undefined)
      // It came in before the close, or it did not; it is never left half done.
      if (answer !== undefined) assert.equal(answer.body, 'Welcome, Grace!')
      await closed
    })
  })
}
