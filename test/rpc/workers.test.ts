import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { type Cluster, connect, type Running, run } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { ProbeClient } from '../probe/src/generated/probe.client.js'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { makeGate } from './gate.js'
import { RawPeer } from './raw-peer.js'

for (const broker of brokers) {
  describe(`workers on ${broker.name}`, () => {
    let opened: OpenBroker
    let cluster: Cluster
    let probe: ProbeClient
    let running: Running

    before(async () => {
      opened = await broker.open()
      cluster = await connect({ uri: opened.uri, log: quiet })
      probe = cluster.client(ProbeClient)
    })
    afterEach(() => running.close())
    after(async () => {
      await cluster.close()
      await opened.close()
    })

    async function start(settings: object = {}): Promise<void> {
      const config = await loadConfig({ broker: opened.uri })
      running = await run([probeServer], { config: { ...config, ...settings }, log: quiet })
    }

    it('run at most max_workers calls at a time; the others wait their turn', async () => {
      await start({ maxWorkers: 2 })
      const gate = makeGate()
      const calls = Array.from({ length: 5 }, () => probe.wait(gate.name))
      await gate.entered(2)
      const stillServes = probe.hello('later')
      assert.equal(gate.runs(), 2)
      gate.open()
      await Promise.all([...calls, stillServes])
      assert.equal(gate.runs(), 5)
    })

    it('get an instance of their own for each call', async () => {
      await start()
      const [one, two] = await Promise.all([probe.whoami(), probe.whoami()])
      assert.notEqual(one!.stack.at(-1), two!.stack.at(-1))
    })

    it('never begin a call whose caller has given up while it waited', async () => {
      await start({ maxWorkers: 1 })
      const gate = makeGate()
      const late = makeGate()
      const call = probe.wait(gate.name)
      await gate.entered(1)
      await assert.rejects(probe.with({ timeout: '30ms' }).wait(late.name), { code: 'RpcTimeout' })
      // The service counts from when the request came in: a little later than the caller.
      await setTimeout(50)
      gate.open()
      await call
      assert.equal(await probe.hello('after'), 'Hello, after!')
      assert.equal(late.runs(), 0)
    })

    it('finish what has begun when the service stops, and give back what has not', async () => {
      await start({ maxWorkers: 1 })
      const peer = await RawPeer.connect(opened.uri)
      const gate = makeGate()
      const begun = probe.wait(gate.name)
      await gate.entered(1)
      const waiting = Array.from({ length: 3 }, () => probe.hello('elsewhere'))
      const closed = running.close()
      gate.open()
      assert.equal(await begun, gate.name)
      await closed
      assert.equal(gate.runs(), 1)
      // Another instance takes over what was given back; the first call does not come round again.
      await start()
      assert.deepEqual(await Promise.all(waiting), Array(3).fill('Hello, elsewhere!'))
      assert.equal(await peer.waiting('rpc-probe_service'), 0)
      assert.equal(gate.runs(), 1)
      await peer[Symbol.asyncDispose]()
    })

    it('see the sections of the configuration that they inject', async () => {
      const config = await loadConfig({ broker: opened.uri })
      await start({ raw: { ...config.raw, greetings: { word: 'Servus' } } })
      assert.equal(await probe.hello('ujun'), 'Servus, ujun!')
    })
  })
}
