import assert from 'node:assert/strict'
import { once as onceOf } from 'node:events'
import { createConnection } from 'node:net'
import { afterEach, describe, it } from 'node:test'
import { Context, inject, MethodNotFound, service } from 'mycelia'
import { once, replace, restrictEntrypoints, testCluster } from 'mycelia/testing'
import { OrdersClient, OrdersEvents } from '../shop/src/generated/orders.client.js'
import { ordersServer } from '../shop/src/generated/orders.server.js'
import { PaymentsClient } from '../shop/src/generated/payments.client.js'
import { paymentsServer } from '../shop/src/generated/payments.server.js'
import { shippingServer } from '../shop/src/generated/shipping.server.js'
import { Ledger } from '../shop/src/ledger.js'
import { OrdersService } from '../shop/src/orders.service.js'
import { PaymentsService } from '../shop/src/payments.service.js'
import { bellRinger, ShippingService } from '../shop/src/shipping.service.js'
import { quiet } from '../support/quiet.js'

const order = { sku: 'tea', amount: 5, placedAt: new Date('2026-01-31T09:30:00Z') }
const charge = async (amount: number) => `paid ${amount}`

describe('testCluster', () => {
  afterEach(() => {
    bellRinger.log.length = 0
  })

  it('serves several services, which call each other over a broker of their own', async () => {
    await using cluster = await testCluster([ordersServer, paymentsServer, shippingServer])
    const shipped = cluster.waitFor(ShippingService, 'ship')
    assert.equal(await cluster.client(OrdersClient).place(order), 'paid 5 in en')
    const { args, result } = await shipped
    assert.deepEqual(args, [order])
    assert.equal(result, 'tea of 2026')
  })

  it('gives services replacements for what they inject', async () => {
    const replacement = replace(PaymentsClient, { charge: async () => 'free' })
    await using cluster = await testCluster([ordersServer], { replace: [replacement] })
    assert.equal(await cluster.client(OrdersClient).place(order), 'free in en')
  })

  it('replaces a provider, which then is neither started nor takes part in calls', async () => {
    await using cluster = await testCluster([paymentsServer], {
      replace: [replace(Ledger, 'mock')],
    })
    const { charge } = cluster.hook(PaymentsService)
    assert.equal(await charge(5), 'paid 5')
  })

  it('calls methods past the broker, with context', async () => {
    await using cluster = await testCluster([ordersServer], {
      replace: [replace(PaymentsClient, { charge })],
    })
    const orders = cluster.hook(OrdersService, { context: { language: 'de' } })
    assert.equal(await orders.place(order), 'paid 5 in de')
    assert.throws(() => (orders as unknown as { payments: unknown }).payments, {
      message: /OrdersService.payments is no entrypoint.*OrdersService has place/,
    })
    assert.throws(() => cluster.hook(ShippingService), /ShippingService does not run .* OrdersS/)
  })

  it('waits for the call that is meant, and rejects with what it throws', async () => {
    await using cluster = await testCluster([shippingServer], { log: quiet })
    const second = cluster.waitFor(ShippingService, 'ship', {
      until: ({ args: [{ sku }] }) => sku === 'cup',
    })
    const failed = cluster.waitFor(ShippingService, 'ship', { until: (call) => call.failed })
    for (const sku of ['tea', 'ghost', 'cup']) {
      await cluster.dispatchEvent(OrdersEvents.order_created, { ...order, sku })
    }
    await assert.rejects(failed, /there is none/)
    assert.equal((await second).result, 'cup of 2026')
    await assert.rejects(cluster.waitFor(ShippingService, 'ship', { timeout: 10 }), {
      message: 'shipping_service.ship was not called within 10 ms',
    })
  })

  it('collects events as they were emitted', async () => {
    await using cluster = await testCluster([ordersServer], {
      replace: [replace(PaymentsClient, { charge })],
      context: { language: 'fr' },
    })
    const created = await cluster.capture(OrdersEvents.order_created)
    await cluster.client(OrdersClient).place(order)
    const { payload, context } = await created.next()
    assert.deepEqual(payload, order)
    assert.equal(context.language, 'fr')
    await assert.rejects(created.next({ timeout: 10 }), /no message of orders_service.events/)
    assert.equal(created.messages.length, 1)
  })

  it('collects messages of any exchange', async () => {
    await using cluster = await testCluster([])
    const exchange = { name: 'python_service.events', type: 'topic' } as const
    const all = await cluster.capture({ exchange, routingKey: '#' })
    await cluster.dispatchEvent({ source: 'python_service', type: 'happened' }, { count: 2 })
    const { payload, routingKey } = await all.next()
    assert.deepEqual([payload, routingKey], [{ count: 2 }, 'happened'])
  })

  it('reads no configuration but what it is given', async () => {
    await using cluster = await testCluster([paymentsServer], { config: { rpc_timeout: '50ms' } })
    await assert.rejects(cluster.client(PaymentsClient).hang(), { name: 'RpcTimeout' })
  })
})

describe('the end of a test cluster', () => {
  const serving = (work: (call: Context) => Promise<void>) => {
    @service('stuck_service')
    class Stuck {
      private readonly context = inject(Context)
      @once()
      work(): Promise<void> {
        return work(this.context)
      }
    }
    return { name: 'stuck_service', class: Stuck, contract: '', methods: {} }
  }

  it('waits for calls under way', async () => {
    let finish = () => {}
    const finished = new Promise<void>((resolve) => (finish = resolve))
    const cluster = await testCluster([serving(() => finished)])
    const closed = cluster.close()
    finish()
    await closed
  })

  it('does not wait for ever: it aborts what has not ended, and names it', async () => {
    let signal: AbortSignal | undefined
    const stuck = serving((call) => {
      signal = call.signal
      return new Promise(() => {})
    })
    const cluster = await testCluster([stuck], { closeTimeout: 10, log: quiet })
    await assert.rejects(cluster.close(), {
      message: /^closed by force: stuck_service\.work had not ended 10 ms after close\(\)/,
    })
    assert.equal(signal?.aborted, true)
    const socket = createConnection(Number(new URL(cluster.uri).port), '127.0.0.1')
    await assert.rejects(onceOf(socket, 'connect'), { code: 'ECONNREFUSED' })
  })

  it('takes no limit that is none', () =>
    assert.rejects(testCluster([], { closeTimeout: 'soon' }), /soon/))
})

describe('restrictEntrypoints', () => {
  it('leaves only some methods to be called', async () => {
    bellRinger.log.length = 0
    const only = restrictEntrypoints(shippingServer, 'ship')
    await using cluster = await testCluster([only, restrictEntrypoints(paymentsServer, 'hang')])
    await assert.rejects(cluster.rpc.payments_service!.charge_card!(1), MethodNotFound)
    const shipped = cluster.waitFor(ShippingService, 'ship')
    await cluster.dispatchEvent(OrdersEvents.order_created, order)
    await shipped
    assert.deepEqual(bellRinger.log, [])
  })

  it('names a method that is no entrypoint', () => {
    assert.throws(() => restrictEntrypoints(shippingServer, 'shop'), {
      message: 'ShippingService has no entrypoint shop; it has ship, open, sweep',
    })
  })
})

describe('once', () => {
  it('calls a method as soon as its service runs', async () => {
    let tell: (call: unknown) => void = () => {}
    const called = new Promise((resolve) => {
      tell = resolve
    })

    @service('made_up')
    class MadeUp {
      @once('tea', 2)
      order(sku: string, quantity: number): void {
        tell([sku, quantity])
      }
    }
    await using _ = await testCluster([
      { name: 'made_up', class: MadeUp, contract: '', methods: {} },
    ])
    assert.deepEqual(await called, ['tea', 2])
  })
})
