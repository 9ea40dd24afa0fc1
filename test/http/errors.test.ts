import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import {
  ConfigError,
  connect,
  type IncomingCall,
  type Interceptor,
  InvalidContext,
  incoming,
  type Logger,
  ServiceError,
} from 'mycelia'
import { rivalServer } from '../golden/http/src/generated/rival.server.js'
import { ShopClient } from '../golden/http/src/generated/shop.client.js'
import { shopServer } from '../golden/http/src/generated/shop.server.js'
import { brokers } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { type Answer, openShop, type Shop } from './shop.js'

class Unauthorized extends ServiceError {
  static override readonly code = 'test.Unauthorized'
  static override readonly status = 401
}

const NOTHING = { title: 'Internal Server Error', status: 500 }

for (const broker of brokers) {
  describe(`an error that a request ends in, on ${broker.name}`, () => {
    let shop: Shop
    let logged: unknown[][]
    /** What stands around each call. */
    let around: Interceptor
    const calls: IncomingCall[] = []
    const log: Logger = { ...quiet, error: (...entry) => void logged.push(entry) }

    before(async () => {
      const interceptors: Interceptor[] = [
        incoming((call, next) => {
          calls.push(call)
          return around(call, next)
        }),
      ]
      shop = await openShop({}, [shopServer, rivalServer], log, { broker, interceptors })
    })
    after(() => shop[Symbol.asyncDispose]())
    beforeEach(() => {
      logged = []
      calls.length = 0
      around = (_call, next) => next()
    })

    const remove = (id: number) => shop.ask(`/items/${id}`, { method: 'DELETE' })
    const post = (path: string) => shop.ask(path, { method: 'POST' })

    function assertNothingTold({ status, body }: Answer): void {
      assert.deepEqual([status, body], [500, NOTHING])
      assert.equal(logged.length, 1)
    }

    it('is told with the status, the code and the data that the method declares', async () => {
      const { status, body, headers } = await remove(0)
      assert.deepEqual(body, {
        title: 'Conflict',
        status: 409,
        detail: '0 of sku-0 are left',
        code: 'shop.OutOfStock',
        sku: 'sku-0',
        left: 0,
        due: '1970-01-01T00:00:00.000Z',
      })
      assert.deepEqual([status, headers.get('content-type')], [409, 'application/problem+json'])
      assert.deepEqual(logged, [])
    })

    it('has the status 422 where its class says none', async () => {
      const { status, body } = await remove(1)
      assert.deepEqual([status, (body as { code: string }).code], [422, 'shop.Unwell'])
    })

    it('says nothing where it is none of a service, and is logged', async () => {
      assertNothingTold(await remove(2))
      assert.equal(logged[0]?.[0], 'shop_service.remove failed')
      assert.match(String((logged[0]![1] as { error: Error }).error), /secret of the house/)
    })

    it('says nothing where a called service has raised it, whatever its class promises', async () => {
      assertNothingTold(await post('/rival/a/take?quantity=5'))
      assert.match(String(logged[0]?.[0]), /^rival_service\.take failed: .*does not declare/)
    })

    it('is told with its data where it is caught and thrown again', async () => {
      const { status, body } = await post('/rival/a/try?quantity=5')
      assert.deepEqual(
        [status, body],
        [
          409,
          {
            title: 'Conflict',
            status: 409,
            detail: '3 of a are left',
            code: 'shop.OutOfStock',
            sku: 'a',
            left: 3,
          },
        ],
      )
    })

    it('says nothing where the route lists others, which are told', async () => {
      const blunt = (id: number) => shop.ask(`/things/${id}`, { method: 'DELETE' })
      assert.equal((await blunt(1)).status, 422)
      assertNothingTold(await blunt(0))
      assert.match(String(logged[0]?.[0]), /^shop_service\.remove failed: .*does not declare/)
    })

    it('says nothing of what is wrong with the service itself', async () => {
      around = async () => {
        throw new ConfigError('the key `password` is `secret`')
      }
      assertNothingTold(await remove(5))
    })

    it('says nothing where a service has raised it that an interceptor has called', async () => {
      await using cluster = await connect({ uri: shop.broker, log: quiet })
      around = async ({ service }, next) => {
        if (service === 'rival_service') await cluster.client(ShopClient).take('a', 5)
        return next()
      }
      assertNothingTold(await shop.ask('/rival/Ada'))
      around = async ({ service }, next) => {
        if (service === 'rival_service') await cluster.rpc.shop_service!.take!('a', 5)
        return next()
      }
      logged = []
      assertNothingTold(await shop.ask('/rival/Ada'))
    })

    it('tells of context data that is refused that it is, and not what it is', async () => {
      around = async () => {
        throw new InvalidContext('tenant: `secret` is none')
      }
      const { status, body } = await remove(5)
      assert.deepEqual([status, (body as { code: string }).code], [400, 'InvalidContext'])
      assert.doesNotMatch(JSON.stringify(body), /secret/)
    })

    it('of an interceptor is told with its status and code, and without data', async () => {
      around = async () => {
        throw new Unauthorized('who are you?')
      }
      const { status, body } = await remove(5)
      const told = { title: 'Unauthorized', status: 401, detail: 'who are you?' }
      assert.deepEqual([status, body], [401, { ...told, code: 'test.Unauthorized' }])
      const [{ direction, kind, service, method, args, params }] = calls as [IncomingCall]
      assert.deepEqual(
        { direction, kind, service, method, args, params },
        {
          direction: 'incoming',
          kind: 'http',
          service: 'shop_service',
          method: 'remove',
          args: [5],
          params: ['id'],
        },
      )
    })
  })
}
