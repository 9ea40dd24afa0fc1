import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { type Direction, TcpProxy } from '../support/tcp-proxy.js'
import { openTransport, Told } from './open-transport.js'

for (const broker of brokers) {
  describe(`a line that swallows what is sent, to ${broker.name}`, () => {
    let opened: OpenBroker
    let proxy: TcpProxy

    before(async () => {
      opened = await broker.open()
    })
    after(() => opened.close())
    beforeEach(async () => {
      proxy = await TcpProxy.start(opened.uri)
    })
    afterEach(() => proxy.close())

    for (const [what, direction] of [
      ['what the broker sends', 'down'],
      ['what is sent to the broker', 'up'],
    ] as const satisfies readonly (readonly [string, Direction])[]) {
      it(`is noticed by its heartbeats when it swallows ${what}`, async () => {
        await using open = await openTransport(proxy.uri, { heartbeat: 1 })
        proxy.hold(direction)
        const begin = performance.now()
        await open.told.until('disconnected')
        // Two without a sign of life; who checks once in each notices within the third.
        assert.ok(performance.now() - begin < 6_000)
        proxy.release()
        await open.told.until('connected', 2)
      })
    }

    it('is given up when it swallows the first answer of all', async () => {
      proxy.hold('down')
      const told = new Told()
      const options = { connectTimeout: 300, retry: 1 }
      await assert.rejects(
        openTransport(proxy.uri, options, told),
        /no broker answers at .*TIMEDOUT/,
      )
      assert.equal(told.count('retrying'), 1)
    })

    it('is given up when it swallows the last answer before the connection is of use', async () => {
      const told = new Told()
      const openings = [proxy.next('channelOpen'), proxy.next('channelOpen')]
      for (const opening of openings) void opening.then(() => proxy.hold('down'))
      const opening = openTransport(proxy.uri, { connectTimeout: 1_500, retry: 'forever' }, told)
      const retrying = await told.until('retrying')
      assert.ok(retrying.type === 'retrying')
      assert.match(retrying.error.message, /did not answer within 1500 ms|TIMEDOUT/)
      proxy.release()
      await using _ = await opening
    })
  })
}
