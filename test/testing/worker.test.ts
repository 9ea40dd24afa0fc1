import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Context, defineClient, Events, inject, Log, on, provider, rpc, service } from 'mycelia'
import type { CallOptions } from 'mycelia/client'
import { replace, worker } from 'mycelia/testing'

interface PaymentsClient {
  charge(amount: number): Promise<string>
  refund(amount: number): Promise<string>
  with(options: CallOptions): PaymentsClient
}
const PaymentsClient = defineClient<PaymentsClient>({
  service: 'payments_service',
  contract: '',
  methods: {},
})
const Clock = provider({ name: 'Clock', start: () => ({ now: () => Date.now() }) })

@service('orders_service')
class OrdersService {
  private readonly payments = inject(PaymentsClient)
  private readonly clock = inject(Clock)
  private readonly context = inject(Context)
  private readonly log = inject(Log)

  @rpc
  async place(amount: number): Promise<string> {
    this.log.info('placing', { call: this.context.callId })
    return `${await this.payments.charge(amount)} at ${this.clock.now()}`
  }

  @rpc
  async cancel(amount: number): Promise<string> {
    return this.payments.with({ timeout: '1s' }).refund(amount)
  }
}

interface StockEvents {
  sold_out: { sku: string }
  restocked: { sku: string }
}
const StockEvents = Events<StockEvents>()

@service('stock_service')
class StockService {
  private readonly events = inject(StockEvents)

  @on('orders_service', 'order_created')
  async take(order: { sku: string }): Promise<void> {
    await this.events.with({ timeout: '1s' }).sold_out({ sku: order.sku })
  }

  @on('deliveries', 'delivered')
  async add(delivery: { sku: string }): Promise<void> {
    await this.events.restocked(delivery)
  }
}

const charge = async (amount: number) => `paid ${amount}`

describe('worker', () => {
  it('gives a service replacements for what it injects', async () => {
    const orders = worker(OrdersService, [
      replace(PaymentsClient, { charge }),
      replace(Clock, { now: () => 7 }),
    ])
    assert.equal(await orders.place(5), 'paid 5 at 7')
  })

  it('names a token that is not replaced', () => {
    assert.throws(() => worker(OrdersService, [replace(PaymentsClient, { charge })]), {
      message: /OrdersService injects Clock, which this test does not replace/,
    })
  })

  it('names a method that the replacement of a client does not have', async () => {
    const orders = worker(OrdersService, [replace(PaymentsClient, { charge }), replace(Clock, {})])
    await assert.rejects(orders.cancel(1), /refund was called on the client of payments_service/)
  })

  it('lets a replaced client take call options', async () => {
    const refund = async (amount: number) => `back ${amount}`
    const orders = worker(OrdersService, [replace(PaymentsClient, { refund }), replace(Clock, {})])
    assert.equal(await orders.cancel(3), 'back 3')
  })

  it('lets the events that a service emits be looked at', async () => {
    const emitted: unknown[] = []
    const sold_out = async (payload: unknown) => void emitted.push(payload)
    const stock = worker(StockService, [replace(StockEvents, { sold_out })])
    await stock.take({ sku: 'tea' })
    assert.deepEqual(emitted, [{ sku: 'tea' }])
    await assert.rejects(stock.add({ sku: 'tea' }), /restocked was called on Events/)
  })
})
