import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { entrypoint, Overloaded, run, service } from 'mycelia'
import { startBroker } from 'mycelia/broker'
import { testCluster } from 'mycelia/testing'
import { shippingServer } from '../shop/src/generated/shipping.server.js'
import { bellRinger, bells, ShippingService } from '../shop/src/shipping.service.js'
import { quiet } from '../support/quiet.js'

describe('entrypoint', () => {
  afterEach(() => {
    bellRinger.log.length = 0
    bellRinger.start = () => {}
    delete bellRinger.wait
  })

  it('calls a method with what it gives it, in a worker with context', async () => {
    await using cluster = await testCluster([shippingServer])
    const opened = cluster.waitFor(ShippingService, 'open')
    assert.deepEqual(await bells.get('front door')!('ujun'), {
      failed: false,
      result: 'come in, ujun',
    })
    const { args, context } = await opened
    assert.deepEqual([args, { ...context.data }], [['ujun'], { rung: 'front door' }])
  })

  it('hears of a failure, which is logged', async () => {
    const errors: string[] = []
    const log = { ...quiet, error: (message: string) => void errors.push(message) }
    await using _ = await testCluster([shippingServer], { log })
    const outcome = await bells.get('front door')!('thief')
    assert.ok(outcome.failed)
    assert.match(String(outcome.error), /run!/)
    assert.deepEqual(errors, ['shipping_service.open failed'])
  })

  it('is stopped first; then calls under way are waited for, and others are not begun', async () => {
    const cluster = await testCluster([shippingServer], { config: { max_workers: 1 } })
    let release = () => {}
    const entered = new Promise<void>((resolve) => {
      bellRinger.wait = () => {
        resolve()
        return new Promise((let_go) => (release = let_go))
      }
    })
    const ring = bells.get('front door')!
    const first = ring('ujun')
    await entered
    const second = ring('late')
    const closed = cluster.close()
    const refused = await second
    assert.ok(refused.failed && refused.error instanceof Overloaded)
    assert.ok(bellRinger.log.includes('stop front door'))
    release()
    assert.deepEqual(await first, { failed: false, result: 'come in, ujun' })
    await closed
  })

  it('that does not start stops the service, and is named', async () => {
    await using broker = await startBroker({ log: quiet })
    bellRinger.start = () => {
      throw new Error('no wire')
    }
    await assert.rejects(run([shippingServer], { uri: broker.uri, log: quiet }), {
      message: 'shipping_service.open: @onBell did not start: no wire',
    })
  })

  it('is replaced where a subclass decorates the method anew', async () => {
    const heard: string[] = []
    const onSound = entrypoint({
      name: 'onSound',
      start: ({ service, method }, sound: string) =>
        void heard.push(`${service}.${method} ${sound}`),
    })
    @service('base')
    class Base {
      @onSound('knock')
      hear(): void {}
    }
    @service('derived')
    class Derived extends Base {
      @onSound('whistle')
      override hear(): void {}
    }
    await using _ = await testCluster([
      { name: 'derived', class: Derived, contract: '', methods: {} },
    ])
    assert.deepEqual(heard, ['derived.hear whistle'])
  })

  it('gives types that the compiler holds methods to', () => {
    const onNumber = entrypoint({
      name: 'onNumber',
      start(_: import('mycelia').EntrypointTarget<[value: number]>) {},
    })
    class Sample {
      // @ts-expect-error the method takes a string
      @onNumber()
      take(_: string): void {}
      // @ts-expect-error static methods are not called
      @onNumber()
      static count(_: number): void {}
    }
    assert.ok(Sample)
  })
})
