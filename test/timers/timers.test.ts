import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { type Running, run } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { ticks } from '../clockwork/src/clock.service.js'
import { clockServer } from '../clockwork/src/generated/clock.server.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { TcpProxy } from '../support/tcp-proxy.js'

for (const broker of brokers) {
  describe(`the timers of a service on ${broker.name}`, () => {
    let opened: OpenBroker
    const running = new Set<Running>()

    before(async () => {
      opened = await broker.open()
    })
    afterEach(async () => {
      await Promise.all([...running].map((service) => service.close()))
      running.clear()
      ticks.onTick = () => {}
    })
    after(() => opened.close())

    async function start(instance: string, uri = opened.uri): Promise<Running> {
      const config = await loadConfig({ broker: uri })
      const raw = { ...config.raw, instance }
      const service = await run([clockServer], { config: { ...config, raw }, log: quiet })
      running.add(service)
      return service
    }

    /** Resolves with the instance of the next tick of a method that is meant. */
    function nextTick(
      method: string,
      isMeant: (instance: string) => boolean = () => true,
    ): Promise<string> {
      const before = ticks.onTick
      return new Promise((resolve) => {
        ticks.onTick = (ticked, instance) => {
          if (ticked === method && isMeant(instance)) resolve(instance)
          return before(ticked, instance)
        }
      })
    }

    it('tick in every instance', async () => {
      const seen = [
        nextTick('everywhere', (i) => i === 'a'),
        nextTick('everywhere', (i) => i === 'b'),
      ]
      await Promise.all([start('a'), start('b')])
      assert.deepEqual(await Promise.all(seen), ['a', 'b'])
    })

    it('tick on after an error', async () => {
      let count = 0
      const third = new Promise<void>((resolve) => {
        ticks.onTick = (method) => {
          if (method !== 'everywhere') return
          if (++count === 3) resolve()
          throw new Error('once more')
        }
      })
      await start('a')
      await third
    })

    it('tick eagerly by a cron pattern', async () => {
      const seen = nextTick('secondly')
      await start('a')
      await seen
    })

    it('tick in one instance of a cluster, and in the next when that ends', async () => {
      const seen = new Set<string>()
      const first = nextTick('somewhere')
      const a = await start('a')
      assert.equal(await first, 'a')
      await start('b')
      ticks.onTick = (method, instance) => method === 'somewhere' && seen.add(instance)
      // Time enough for the other, if it ticked.
      for (let count = 0; count < 3; count++) await nextTick('everywhere', (i) => i === 'b')
      assert.deepEqual([...seen], ['a'])
      const second = nextTick('somewhere', (instance) => instance === 'b')
      await a.close()
      assert.equal(await second, 'b')
    })

    it('tick in the next instance of a cluster when the first loses the broker', async () => {
      await using proxy = await TcpProxy.start(opened.uri)
      const first = nextTick('somewhere')
      await start('a', proxy.uri)
      assert.equal(await first, 'a')
      await start('b')
      const second = nextTick('somewhere', (instance) => instance === 'b')
      proxy.refuse()
      proxy.cut()
      await second
      await proxy.allow()
    })

    it('are let finish when the service stops', async () => {
      let release = () => {}
      const opened = new Promise<void>((resolve) => (release = resolve))
      let done = false
      ticks.onTick = async (method) => {
        if (method !== 'somewhere') return
        await opened
        done = true
      }
      const begun = nextTick('somewhere')
      const service = await start('a')
      await begun
      const closed = service.close()
      release()
      await closed
      assert.equal(done, true)
    })
  })
}
