import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  type Cluster,
  ContractMismatch,
  connect,
  incoming,
  RemoteError,
  type Running,
  run,
} from 'mycelia'
import { defineClient } from 'mycelia/client'
import { replace, worker } from 'mycelia/testing'
import { GatewayService } from '../golden/gateway/src/gateway.service.js'
import { GreetingClient } from '../golden/gateway/src/generated/clients/greeting.client.js'
import {
  ShopClient,
  OutOfStock as ShopOutOfStock,
} from '../golden/gateway/src/generated/clients/shop.client.js'
import {
  GatewayClient,
  OutOfStock as GatewayOutOfStock,
} from '../golden/gateway/src/generated/gateway.client.js'
import { gatewayServer } from '../golden/gateway/src/generated/gateway.server.js'
import { greetingServer } from '../golden/greeting/src/generated/greeting.server.js'
import { OutOfStock as OwnOutOfStock } from '../golden/orders/src/errors.js'
import {
  Closed,
  OrderRefused,
  OrdersClient,
  type OrdersErrors,
  OutOfStock,
} from '../golden/orders/src/generated/orders.client.js'
import { ordersServer } from '../golden/orders/src/generated/orders.server.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'

const line = { sku: 'none', quantity: 3 }
const order = { id: 'o-1', lines: [line], labels: {} }

for (const { name, open } of brokers) {
  describe(`a typed error, on ${name}`, () => {
    let broker: OpenBroker
    let running: Running
    let cluster: Cluster
    let orders: OrdersClient
    let gateway: GatewayClient

    before(async () => {
      broker = await open()
      const { uri } = broker
      running = await run([ordersServer, gatewayServer], { uri, log: quiet })
      cluster = await connect({ uri, log: quiet })
      orders = cluster.client(OrdersClient)
      gateway = cluster.client(GatewayClient)
    })
    after(async () => {
      await cluster.close()
      await running.close()
      await broker.close()
    })

    it("arrives as the client's own class, with its data", async () => {
      const error = await failure(orders.place(order))
      assert.ok(error instanceof OutOfStock)
      assert.deepEqual([error.line, error.left, error.orderId], [line, 0, 'o-1'])
      assert.equal(error.message, '3 of none were ordered, 0 are left')
      assert.deepEqual([error.name, error.retry], ['OutOfStock', 'never'])
    })

    it("is one of the service's class too, and of the class that it extends", async () => {
      const error = await failure(orders.place(order))
      assert.ok(error instanceof OwnOutOfStock && error instanceof ShopOutOfStock)
      assert.ok(error instanceof OrderRefused)
      assert.ok(!((error as unknown) instanceof Closed))
    })

    it('has a stack that leads to whoever awaits the call, and nothing of the service', async () => {
      const { stack } = await failure(orders.place(order))
      assert.match(stack ?? '', /^OutOfStock: 3 of none were ordered/)
      assert.doesNotMatch(stack ?? '', /orders\.service/)
    })

    it('is told apart by its code, in types as well', async () => {
      const error = (await failure(orders.place(order, 'at night'))) as OrdersErrors['place']
      // Only a union of both makes this compile.
      const told: string = error.code === 'orders.OutOfStock' ? error.line.sku : error.code
      assert.equal(told, 'orders.Closed')
      assert.ok(error instanceof Closed && error.message === 'come back in the morning')
    })

    it('has its data in JSON for a caller without a generated client', async () => {
      const error = await failure(cluster.rpc.orders_service!.place!(order))
      assert.ok(error instanceof OwnOutOfStock)
      assert.deepEqual((error as { data?: unknown }).data, { line, left: 0, orderId: 'o-1' })
    })

    it('of an injected client stays within the service that does not declare it', async () => {
      const error = await failure(gateway.buy(order))
      assert.ok(error instanceof RemoteError && !((error as unknown) instanceof OutOfStock))
      assert.deepEqual(
        [error.excType, error.value],
        ['OutOfStock', '3 of none were ordered, 0 are left'],
      )
    })

    it('of a service that an interceptor calls stays within the service', async () => {
      const ordering = incoming(async (_call, next) => {
        await orders.place(order)
        return next()
      })
      const options = { uri: broker.uri, log: quiet, interceptors: [ordering] }
      await using _ = await run([greetingServer], options)
      const error = await failure(cluster.rpc.greeting_service!.hello!('ujun'))
      assert.ok(error instanceof RemoteError && !((error as unknown) instanceof OutOfStock))
    })

    it('of an injected client goes on with its data where it is caught and thrown again', async () => {
      const error = await failure(gateway.tryToBuy(order))
      assert.ok(error instanceof GatewayOutOfStock && error instanceof OutOfStock)
      assert.deepEqual(error.line, line)
      assert.equal(await gateway.tryToBuy(order, 'at night'), false)
    })

    it('whose data is not what the client knows says so, and is the cause', async () => {
      const definition = OrdersClient.definition
      const older = defineClient<OrdersClient>({
        ...definition,
        errors: definition.errors!.map((error) => ({
          ...error,
          codec: { ...error.codec, accepts: () => false },
        })),
      })
      const error = await failure(cluster.client(older).place(order))
      assert.ok(error instanceof ContractMismatch && !((error as unknown) instanceof OutOfStock))
      assert.match(
        error.message,
        /^orders_service\.place failed with orders\.OutOfStock \(3 of none/,
      )
      assert.ok(error.cause instanceof OutOfStock)
    })
  })
}

describe('the class of a typed error', () => {
  const data = { orderId: 'o-1', line, left: 1 }

  it('is made by a test, with its data first', async () => {
    const shop = { place: () => Promise.reject(new ShopOutOfStock(data, 'one is left')) }
    const gateway = worker(GatewayService, [replace(ShopClient, shop), replace(GreetingClient, {})])
    const error = await failure(gateway.tryToBuy(order))
    assert.ok(error instanceof ShopOutOfStock)
    assert.deepEqual([error.left, error.message, error.retry], [1, 'one is left', 'never'])
  })

  it('says whether a call may be repeated where an instance knows better', () => {
    const error = new OutOfStock(data, 'later', { retry: 'safe' })
    assert.deepEqual([error.retry, error.until], ['safe', undefined])
  })
})

async function failure(call: Promise<unknown>): Promise<Error & { retry?: string }> {
  try {
    await call
  } catch (error) {
    return error as Error
  }
  throw new Error('the call succeeded')
}
