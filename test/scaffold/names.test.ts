import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { packageName, parseName, ScaffoldError } from '../../generator/scaffold/index.js'

describe('parseName', () => {
  const same: [written: string, kebab: string, className: string, service: string][] = [
    ['greeting', 'greeting', 'GreetingService', 'greeting_service'],
    ['Greeting', 'greeting', 'GreetingService', 'greeting_service'],
    ['my-orders', 'my-orders', 'MyOrdersService', 'my_orders_service'],
    ['my_orders', 'my-orders', 'MyOrdersService', 'my_orders_service'],
    ['myOrders', 'my-orders', 'MyOrdersService', 'my_orders_service'],
    ['MyOrdersService', 'my-orders', 'MyOrdersService', 'my_orders_service'],
    ['orders-service', 'orders', 'OrdersService', 'orders_service'],
    ['orders_service', 'orders', 'OrdersService', 'orders_service'],
    ['HTTPGateway', 'http-gateway', 'HttpGatewayService', 'http_gateway_service'],
    ['orders2', 'orders2', 'Orders2Service', 'orders2_service'],
    ['orders-2-eu', 'orders-2-eu', 'Orders2EuService', 'orders_2_eu_service'],
    ['service-registry', 'service-registry', 'ServiceRegistryService', 'service_registry_service'],
  ]
  for (const [written, kebab, className, service] of same) {
    it(`reads ${written} as ${kebab}, ${className}, ${service}`, () => {
      assert.deepEqual(parseName(written), { kebab, className, service })
    })
  }

  const refused: [written: string, problem: RegExp, instead: RegExp][] = [
    ['', /is empty/, /`greeting`/],
    ['  ', /is empty/, /`greeting`/],
    ['../../x', /is a path/, /`--dir ..\/..\/x`/],
    ['..', /is a path/, /`--dir ..`/],
    ['a\\b', /is a path/, /--dir/],
    ['/etc/passwd', /is a path/, /`--dir \/etc\/passwd`/],
    ['@acme/greeting', /carries a scope/, /`greeting --scope @acme`/],
    ['grüße', /only letters, digits and hyphens/, /`gru-e`/],
    ['my orders', /only letters, digits and hyphens/, /`my-orders`/],
    ['orders;rm', /only letters, digits and hyphens/, /`orders-rm`/],
    ['new\nline', /only letters, digits and hyphens/, /`new-line`/],
    ['日本', /only letters, digits and hyphens/, /`greeting`/],
    ['2fast', /must begin with a letter/, /`fast`/],
    ['_orders', /must begin with a letter/, /`orders`/],
    ['--', /must begin with a letter/, /`greeting`/],
    ['class', /is a word of the language/, /`my-class`/],
    ['new-service', /is a word of the language/, /`my-new`/],
    ['mycelia', /is the name of a package/, /`my-mycelia`/],
    ['typescript', /is the name of a package/, /`my-typescript`/],
    ['node_modules', /holds packages/, /`my-node-modules`/],
    ['con', /device on Windows/, /`my-con`/],
    ['service', /does not say what/, /`greeting`/],
    ['x'.repeat(101), /101 characters/, /at most 100/],
  ]
  for (const [written, problem, instead] of refused) {
    it(`refuses ${JSON.stringify(written).slice(0, 20)} and says what to write`, () => {
      assert.throws(
        () => parseName(written),
        (error) => {
          assert.ok(error instanceof ScaffoldError)
          assert.equal(error.code, 'InvalidName')
          assert.match(error.message, problem)
          assert.match(error.message, instead)
          assert.doesNotMatch(error.message, /\n/)
          return true
        },
      )
    })
  }

  it('suggests only names that it takes', () => {
    for (const written of [
      'my orders',
      '2fast',
      '@acme/new',
      'class!',
      '9class',
      'é',
      '-_-',
      '1',
    ]) {
      assert.throws(
        () => parseName(written),
        (error: Error) => {
          const [, suggestion] = /write `([^` ]+)/.exec(error.message) ?? []
          assert.ok(parseName(suggestion!))
          return true
        },
      )
    }
  })
})

describe('packageName', () => {
  const names = parseName('my-orders')

  it('is the service’s name without a scope', () => {
    assert.equal(packageName(names), 'my-orders')
  })

  it('takes a scope with and without its @', () => {
    assert.equal(packageName(names, '@acme'), '@acme/my-orders')
    assert.equal(packageName(names, 'acme'), '@acme/my-orders')
  })

  for (const scope of ['', '@', '@Acme', 'a/b', '@a b', '.acme']) {
    it(`refuses the scope ${JSON.stringify(scope)}`, () => {
      assert.throws(() => packageName(names, scope), {
        code: 'InvalidAnswer',
        message: /write `--scope @[a-z0-9]/,
      })
    })
  }
})
