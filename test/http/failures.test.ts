import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import {
  ConfigError,
  http,
  type Logger,
  type ServiceDefinition,
  ServiceDefinitionError,
  service,
} from 'mycelia'
import { shopServer } from '../golden/http/src/generated/shop.server.js'
import { waits } from '../golden/http/src/shop.service.js'
import { quiet } from '../support/quiet.js'
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

describe('a method that throws', () => {
  it('answers with the status of its own error, its code and its message', async () => {
    await using shop = await openShop()
    const { status, body, headers } = await shop.ask('/items/0', { method: 'DELETE' })
    assert.deepEqual(body, {
      title: 'Conflict',
      status: 409,
      detail: 'there is none',
      code: 'shop.OutOfStock',
    })
    assert.deepEqual([status, headers.get('content-type')], [409, 'application/problem+json'])
  })

  it('answers with 422 where its error has no status', async () => {
    await using shop = await openShop()
    const { status, body } = await shop.ask('/items/1', { method: 'DELETE' })
    assert.deepEqual([status, (body as { code: string }).code], [422, 'shop.Unwell'])
  })

  it('answers with 500 that tells nothing of an error that is not its own, which is logged', async () => {
    const logged: unknown[] = []
    const log: Logger = { ...quiet, error: (message, data) => void logged.push(message, data) }
    await using shop = await openShop({}, undefined, log)
    const { status, body } = await shop.ask('/items/2', { method: 'DELETE' })
    assert.deepEqual([status, body], [500, { title: 'Internal Server Error', status: 500 }])
    assert.equal(logged[0], 'shop_service.remove failed')
    assert.match(String((logged[1] as { error: Error }).error), /secret of the house/)
  })
})

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
    const first = shop.ask('/wait?milliseconds=250')
    await begun
    const second = shop.ask('/wait')
    const answers = await Promise.all([first, second])
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
    const slow = shop.ask('/wait?milliseconds=150')
    await begun
    const closed = shop.running.close()
    await assert.rejects(shop.ask('/greet/b'), /fetch failed/)
    assert.equal((await slow).body, 'waited')
    await closed
  })
})

describe('a server that cannot start', () => {
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
