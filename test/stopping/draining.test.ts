import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { type Cluster, RemoteError, type Running } from 'mycelia'
import type { RelayClient } from '../relay/src/generated/relay.client.js'
import { letGo, reached, untilReached } from '../relay/src/stage.js'
import { RawPeer } from '../rpc/raw-peer.js'
import { callRelay, fresh, serveRelay } from '../rpc/stage.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { TcpProxy } from '../support/tcp-proxy.js'

for (const broker of brokers) {
  describe(`services that stop on ${broker.name}`, () => {
    let opened: OpenBroker
    let cluster: Cluster
    let relay: RelayClient
    let running: Running | undefined

    before(async () => {
      opened = await broker.open()
      ;({ cluster, relay } = await callRelay(opened.uri))
    })
    afterEach(async () => {
      await running?.close()
      running = undefined
    })
    after(async () => {
      await cluster.close()
      await opened.close()
    })

    it('are not held by a method that never returns: its request goes back', async () => {
      await using peer = await RawPeer.connect(opened.uri)
      running = await serveRelay(opened.uri, { drainTimeout: 100 })
      const name = fresh()
      const call = relay.hang(name)
      await untilReached(`${name} hangs`)
      await running.close()
      assert.equal(await peer.waiting('rpc-relay_service'), 1)
      running = await serveRelay(opened.uri)
      await untilReached(`${name} hangs`, 2)
      letGo(name)
      await call
      assert.equal(await peer.waiting('rpc-relay_service'), 0)
    })

    it('abort the signals of what they give up: methods that listen are answered', async () => {
      running = await serveRelay(opened.uri, { drainTimeout: 100 })
      const name = fresh()
      await using peer = await RawPeer.connect(opened.uri)
      const failed = assert.rejects(relay.hold(name), RemoteError)
      await untilReached(`${name} entered at 0`)
      await running.close()
      await failed
      assert.equal(reached(`${name} aborted at 0`), 1)
      assert.equal(await peer.waiting('rpc-relay_service'), 0)
    })

    it('end although the broker is gone and takes no replies', async () => {
      await using line = await TcpProxy.start(opened.uri)
      const name = fresh()
      running = await serveRelay(line.uri, { drainTimeout: 200 })
      const call = relay.hang(name)
      await untilReached(`${name} hangs`)
      line.refuse()
      line.cut()
      await line.idle()
      letGo(name)
      await running.close()
      running = await serveRelay(opened.uri)
      await call
    })
  })
}
