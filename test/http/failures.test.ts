import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, it } from 'node:test'
import { ConfigError, http, type ServiceDefinition, ServiceDefinitionError, service } from 'mycelia'
import { shopServer } from '../golden/http/src/generated/shop.server.js'
import { waits } from '../golden/http/src/shop.service.js'
import { openShop } from './shop.js'

@service('twin_service')
class TwinService {
  @http('GET', '/items/:sku')
  item(sku: string): string {
    return sku
  }
}

const itemRoute = shopServer.http!.routes.find(({ path }) => path === '/items/:id')!
const twinServer: ServiceDefinition = {
  name: 'twin_service',
  class: TwinService,
  contract: 'none',
  methods: {},
  http: { load: shopServer.http!.load, routes: [{ ...itemRoute, path: '/items/:sku' }] },
}

describe('a method that takes its time', () => {
  it('is told when its caller has gone', async () => {
    await using shop = await openShop()
    const [begun, over] = [once(waits, 'begun'), once(waits, 'over')]
    const gone = new AbortController()
    const asked = shop.ask('/wait', { signal: gone.signal })
    await begun
    gone.abort()
    await assert.rejects(asked, { name: 'AbortError' })
    assert.deepEqual(await over, [true])
  })

  it('answers with 504 after the configured time, when its signal is aborted', async () => {
    await using shop = await openShop({ httpTimeout: 60 })
    const over = once(waits, 'over')
    assert.equal((await shop.ask('/wait')).status, 504)
    assert.deepEqual(await over, [true])
  })

  it('leaves no worker for others, which are told to come again', async () => {
    await using shop = await openShop({ httpTimeout: 100, maxWorkers: 1 })
    const begun = once(waits, 'begun')
    const first = shop.ask('/wait?held=true')
    await begun
    const answers = await Promise.all([first, shop.ask('/wait')])
    waits.emit('go on')
    assert.deepEqual(
      answers.map(({ status }) => status),
      [504, 503],
    )
    assert.equal(answers[1].headers.get('retry-after'), '1')
  })
})

describe('a server that is closed', () => {
  it('finishes what is under way, and takes no more', async () => {
    await using shop = await openShop()
    const kept = await shop.ask('/greet/a')
    assert.equal(kept.status, 200)
    const begun = once(waits, 'begun')
    const slow = shop.ask('/wait?held=true')
    await begun
    const closed = shop.running.close()
    await assert.rejects(shop.ask('/greet/b'), /fetch failed/)
    waits.emit('go on')
    assert.equal((await slow).body, 'waited')
    await closed
  })

  it('does not wait for connections on which nothing has come', async () => {
    const shop = await openShop()
    const idle = connect(Number(new URL(shop.url).port), '127.0.0.1')
    await once(idle, 'connect')
    // Answered once both connections have been taken in.
    await shop.ask('/greet/a')
    await Promise.all([once(idle, 'close'), shop[Symbol.asyncDispose]()])
  })
})

describe('a server that cannot start', { concurrency: true }, () => {
  it('says which address is taken, and which key to change', async () => {
    await using shop = await openShop()
    const port = Number(new URL(shop.url).port)
    await assert.rejects(openShop({ webServer: { host: '127.0.0.1', port } }), (error: unknown) => {
      assert.ok(error instanceof ConfigError)
      assert.equal(
        error.message,
        `cannot listen on 127.0.0.1:${port}: another program listens there; ` +
          'set WEB_SERVER_ADDRESS to another address or port',
      )
      return true
    })
  })

  it('waits a moment for a port that an ending process has', async () => {
    await using shop = await openShop()
    const port = Number(new URL(shop.url).port)
    const next = openShop({ webServer: { host: '127.0.0.1', port } })
    await shop.running.close()
    await using other = await next
    assert.equal((await other.ask('/greet/a')).status, 200)
  })

  it('refuses two services that answer the same requests', async () => {
    await assert.rejects(openShop({}, [shopServer, twinServer]), (error: unknown) => {
      assert.ok(error instanceof ServiceDefinitionError)
      assert.match(error.message, /^GET \/items\/:\w+ of \w+ and GET \/items\/:\w+ of \w+ answer/)
      assert.match(error.message, /: give one of them another path$/)
      return true
    })
  })
})
