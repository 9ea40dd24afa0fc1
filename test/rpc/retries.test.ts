import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import {
  type Cluster,
  ConfigError,
  ConnectionLost,
  Overloaded,
  type Running,
  UnknownService,
} from 'mycelia'
import { RelayClient } from '../relay/src/generated/relay.client.js'
import { letGo, reached, untilReached } from '../relay/src/stage.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { callRelay, fresh, serveRelay } from './stage.js'

for (const broker of brokers) {
  describe(`repeating a call on ${broker.name}`, () => {
    let opened: OpenBroker
    let line: TcpProxy
    let cluster: Cluster
    let relay: RelayClient
    let running: Running | undefined

    before(async () => {
      opened = await broker.open()
      line = await TcpProxy.start(opened.uri)
      ;({ cluster, relay } = await callRelay(opened.uri))
    })
    afterEach(async () => {
      await running?.close()
      running = undefined
    })
    after(async () => {
      await cluster.close()
      await line.close()
      await opened.close()
    })

    it('waits for a service that is about to start, if the method is idempotent', async () => {
      const name = fresh()
      letGo(name)
      const call = relay.lookUp(name)
      const refused = assert.rejects(relay.mark(name), UnknownService)
      await refused
      running = await serveRelay(opened.uri)
      assert.equal(await call, name)
    })

    it('stays within a budget when all calls fail', async () => {
      await using own = await TcpProxy.start(opened.uri)
      const { cluster: other } = await callRelay(own.uri)
      const nobody = other.client(RelayClient, { service: 'nobody_service' })
      const calls = Array.from({ length: 20 }, () => nobody.lookUp('x'))
      const ends = await Promise.allSettled(calls)
      await other.close()
      for (const end of ends) {
        assert.ok(end.status === 'rejected' && end.reason instanceof UnknownService)
      }
      // Each once, ten more, and one for every ten calls that were made.
      const sent = own.sent('basicPublish').length
      assert.ok(sent > 20 && sent <= 32, `${sent}`)
    })

    it('is not done where the caller does not want it', async () => {
      const { cluster: other, relay } = await callRelay(opened.uri)
      const nobody = other.rpc.nobody_service!.hello!
      await assert.rejects(nobody(), UnknownService)
      await other.close()
      assert.throws(() => relay.with({ retries: -1 }), ConfigError)
    })

    it('lets a request run again that an instance lost, as Nameko does', async () => {
      running = await serveRelay(line.uri)
      const name = fresh()
      const call = relay.lookUp(name)
      await untilReached(`${name} looked up`)
      line.cut()
      await untilReached(`${name} looked up`, 2)
      letGo(name)
      assert.equal(await call, name)
    })

    it('refuses it where the method must not run twice, and says that it may have run', async () => {
      running = await serveRelay(line.uri)
      const name = fresh()
      const call = relay.charge(name)
      await untilReached(`${name} charged`)
      line.cut()
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof ConnectionLost)
        assert.equal(error.retry, 'unknown')
        assert.match(error.message, /charge was delivered before/)
        return true
      })
      letGo(name)
      assert.equal(reached(`${name} charged`), 1)
    })

    it('answers those that wait for it when the service stops: they have not run', async () => {
      running = await serveRelay(opened.uri, { maxWorkers: 1 })
      const held = fresh()
      const holder = relay.hold(held)
      await untilReached(`${held} entered at 0`)
      const name = fresh()
      const waiting = relay.charge(name)
      const refused = assert.rejects(waiting, { code: 'Overloaded', retry: 'safe' })
      const closed = running.close()
      await refused
      letGo(held)
      await holder
      await closed
      assert.equal(reached(`${name} charged`), 0)
    })
  })

  describe(`a service with max_waiting on ${broker.name}`, () => {
    it('answers at once what is beyond it, and works on', async () => {
      const opened = await broker.open()
      const running = await serveRelay(opened.uri, { maxWorkers: 1, maxWaiting: 2 })
      const { cluster, relay } = await callRelay(opened.uri)
      const held = fresh()
      const holder = relay.hold(held)
      await untilReached(`${held} entered at 0`)
      const name = fresh()
      const waiting = [relay.mark(name), relay.mark(name)]
      await assert.rejects(relay.mark(name), (error) => {
        assert.ok(error instanceof Overloaded)
        assert.equal(error.retry, 'safe')
        assert.match(error.message, /2 requests wait for a worker, which is max_waiting/)
        return true
      })
      letGo(held)
      await Promise.all([holder, ...waiting])
      assert.equal(reached(`${name} marked`), 2)
      await cluster.close()
      await running.close()
      await opened.close()
    })
  })
}
