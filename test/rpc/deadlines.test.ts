import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Cancelled, type Cluster, RpcTimeout, type Running } from 'mycelia'
import type { RelayClient } from '../relay/src/generated/relay.client.js'
import { letGo, reached, untilReached } from '../relay/src/stage.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { callRelay, fresh, serveRelay } from './stage.js'

for (const broker of brokers) {
  describe(`a deadline on ${broker.name}`, () => {
    let opened: OpenBroker
    let running: Running
    let cluster: Cluster
    let relay: RelayClient

    before(async () => {
      opened = await broker.open()
      running = await serveRelay(opened.uri)
      ;({ cluster, relay } = await callRelay(opened.uri))
    })
    after(async () => {
      await cluster.close()
      await running.close()
      await opened.close()
    })

    it('holds for the calls that a call makes, whatever they ask for themselves', async () => {
      const latest = Date.now() + 5_000
      const deadlines = await relay.with({ timeout: '5s' }).deadlines(3)
      assert.equal(deadlines.length, 4)
      // Each service counts from when the request came in.
      for (const deadline of deadlines) assert.ok(deadline < latest + 2_000, `${deadline - latest}`)
    })

    it('that has passed keeps a call from being sent at all', async () => {
      const name = fresh()
      await assert.rejects(relay.with({ timeout: '100ms' }).late(name), RpcTimeout)
      await new Promise((resolve) => setTimeout(resolve, 150))
      letGo(name)
      await untilReached(`${name} ended: RpcTimeout`)
      assert.equal(reached(`${name} marked`), 0)
    })
  })

  describe(`giving a call up on ${broker.name}`, () => {
    let opened: OpenBroker
    let running: Running
    let cluster: Cluster
    let relay: RelayClient
    /** The service's way to the broker. */
    let line: TcpProxy

    before(async () => {
      opened = await broker.open()
      line = await TcpProxy.start(opened.uri)
      running = await serveRelay(line.uri, { maxWorkers: 3 })
      ;({ cluster, relay } = await callRelay(opened.uri))
    })
    after(async () => {
      await cluster.close()
      await running.close()
      await line.close()
      await opened.close()
    })

    it('aborts the signal of the method that runs, and of those that it called', async () => {
      const name = fresh()
      const abort = new AbortController()
      const call = relay.with({ signal: abort.signal }).hold(name, 2)
      await untilReached(`${name} entered at 0`)
      abort.abort()
      await assert.rejects(call, Cancelled)
      for (const hop of [0, 1, 2]) await untilReached(`${name} aborted at ${hop}`)
    })

    it('is what a timeout does, too', async () => {
      const name = fresh()
      await assert.rejects(relay.with({ timeout: '200ms' }).hold(name), RpcTimeout)
      await untilReached(`${name} aborted at 0`)
    })

    it('takes a request out of the line, in which others are let go on', async () => {
      const held = fresh()
      const holders = [1, 2, 3].map(() => relay.hold(held))
      await untilReached(`${held} entered at 0`, 3)
      const name = fresh()
      const abort = new AbortController()
      const waiting = relay.with({ signal: abort.signal }).mark(name)
      const behind = relay.mark(`${name} behind`)
      const answered = line.next('basicPublish')
      abort.abort()
      await assert.rejects(waiting, Cancelled)
      await answered
      letGo(held)
      await Promise.all([...holders, behind])
      await relay.mark(`${name} after`)
      assert.equal(reached(`${name} marked`), 0)
    })

    it('holds for a request that still lies at the broker', async () => {
      await running.close()
      running = await serveRelay(line.uri, { maxWorkers: 1, prefetch: 1 })
      const held = fresh()
      const holder = relay.hold(held)
      await untilReached(`${held} entered at 0`)
      const name = fresh()
      const abort = new AbortController()
      const cancelled = line.next('basicDeliver', ({ exchange }) => exchange === 'mycelia')
      const call = relay.with({ signal: abort.signal }).mark(name)
      abort.abort()
      await assert.rejects(call, Cancelled)
      await cancelled
      // Whoever answers this has taken what came before on its connection.
      const asked = line.next('basicPublish', ({ exchange }) => exchange === 'mycelia')
      await Promise.all([asked, cluster.discover({ within: '1ms' })])
      letGo(held)
      await holder
      await relay.mark(`${name} after`)
      assert.equal(reached(`${name} marked`), 0)
    })

    it('lets many calls be made in one without a warning of a leak', async () => {
      const warnings: Error[] = []
      const note = (warning: Error) => warnings.push(warning)
      process.on('warning', note)
      const name = fresh()
      await running.close()
      running = await serveRelay(line.uri)
      await relay.fan(name, 50)
      process.off('warning', note)
      assert.equal(reached(`${name} marked`), 50)
      assert.deepEqual(warnings, [])
    })
  })
}
