import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { type Cluster, ConnectionLost, connect, RpcTimeout, type Running, run } from 'mycelia'
import { Told } from '../amqp/open-transport.js'
import { ProbeClient } from '../probe/src/generated/probe.client.js'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { makeGate } from './gate.js'
import { RawPeer } from './raw-peer.js'

for (const broker of brokers) {
  describe(`a call in flight when the connection is lost, on ${broker.name}`, () => {
    let opened: OpenBroker
    /** The caller's way to the broker, and the service's. */
    let callerLine: TcpProxy
    let serverLine: TcpProxy
    let running: Running
    let cluster: Cluster
    /** By the caller. */
    let told: Told
    let probe: ProbeClient

    before(async () => {
      opened = await broker.open()
    })
    after(() => opened.close())
    beforeEach(async () => {
      callerLine = await TcpProxy.start(opened.uri)
      serverLine = await TcpProxy.start(opened.uri)
      running = await run([probeServer], { uri: serverLine.uri, log: quiet })
      told = new Told()
      cluster = await connect({ uri: callerLine.uri, log: told.logger })
      probe = cluster.client(ProbeClient)
      await probe.hello('first')
    })
    afterEach(async () => {
      await cluster.close()
      await running.close()
      await callerLine.close()
      await serverLine.close()
    })

    it('is answered after the caller has reconnected, and run once', async () => {
      const gate = makeGate()
      const call = probe.wait(gate.name)
      await gate.entered(1)
      const consuming = callerLine.next('basicConsumeOk')
      callerLine.cut()
      await consuming
      gate.open()
      assert.equal(await call, gate.name)
      assert.equal(gate.runs(), 1)
    })

    it('is answered although the answer came while the caller was away', async () => {
      await using peer = await RawPeer.connect(opened.uri)
      const gate = makeGate()
      const call = probe.wait(gate.name)
      await gate.entered(1)
      callerLine.refuse()
      callerLine.cut()
      await callerLine.idle()
      const replied = serverLine.next('basicPublish')
      gate.open()
      await replied
      // What the server sent later on its connection has passed the broker: so has the reply.
      await peer.call('probe_service.hello', ['between'])
      await callerLine.allow()
      assert.equal(await call, gate.name)
    })

    it('fails at its deadline when the caller stays away, and may have run', async () => {
      const gate = makeGate()
      const begin = performance.now()
      const call = probe.with({ timeout: '500ms' }).wait(gate.name)
      await gate.entered(1)
      callerLine.refuse()
      callerLine.cut()
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof RpcTimeout)
        assert.equal(error.retry, 'unknown')
        return true
      })
      assert.ok(performance.now() - begin < 2_000)
      gate.open()
    })

    it('fails at once when the cluster is closed meanwhile', async () => {
      const gate = makeGate()
      const call = probe.wait(gate.name)
      await gate.entered(1)
      callerLine.refuse()
      callerLine.cut()
      await callerLine.idle()
      const failed = assert.rejects(call, ConnectionLost)
      await cluster.close()
      await failed
      gate.open()
    })

    it('is sent once there is a connection when it was made without one', async () => {
      callerLine.refuse()
      callerLine.cut()
      await told.untilLine(/no connection to .* ECONNREFUSED/)
      const call = probe.hello('later')
      await callerLine.allow()
      assert.equal(await call, 'Hello, later!')
    })

    it('is safe to repeat when there was no connection until its deadline', async () => {
      callerLine.refuse()
      callerLine.cut()
      await told.untilLine(/no connection to .* ECONNREFUSED/)
      await assert.rejects(probe.with({ timeout: '50ms' }).hello('never'), (error) => {
        assert.ok(error instanceof RpcTimeout)
        assert.equal(error.retry, 'safe')
        assert.match(error.message, /was not sent/)
        return true
      })
    })

    it('is run again when the service lost the broker, and answered once', async () => {
      await using peer = await RawPeer.connect(opened.uri)
      const gate = makeGate()
      const replies: unknown[] = []
      const call = peer.call('probe_service.wait', [gate.name]).then((reply) => replies.push(reply))
      const alsoCall = probe.wait(gate.name)
      await gate.entered(2)
      serverLine.cut()
      await gate.entered(4)
      gate.open()
      assert.equal(await alsoCall, gate.name)
      await call
      assert.equal(await probe.hello('after'), 'Hello, after!')
      assert.equal(await peer.waiting('rpc-probe_service'), 0)
      assert.equal(gate.runs(), 4)
      assert.equal(replies.length, 1)
    })

    for (const [what, direction] of [
      ['requests', 'up'],
      ['replies', 'down'],
    ] as const) {
      it(`fails at its deadline when the line swallows ${what}; calls go on after`, async () => {
        callerLine.hold(direction)
        const begin = performance.now()
        await assert.rejects(probe.with({ timeout: '200ms' }).hello('x'), RpcTimeout)
        const took = performance.now() - begin
        assert.ok(took > 190 && took < 2_000, `${took} ms`)
        callerLine.release()
        assert.equal(await probe.hello('after'), 'Hello, after!')
      })
    }
  })
}
