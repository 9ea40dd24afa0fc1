import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { run } from 'mycelia'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { brokers } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { TcpProxy } from '../support/tcp-proxy.js'

for (const broker of brokers) {
  describe(`the start of a service on ${broker.name}`, () => {
    it('ends by its signal when the broker goes before all is declared', async () => {
      const opened = await broker.open()
      const proxy = await TcpProxy.start(opened.uri)
      const stop = new AbortController()
      const cut = proxy.cutAt('queueDeclare').then(() => proxy.refuse())
      const started = run([probeServer], { uri: proxy.uri, log: quiet, signal: stop.signal })
      await cut
      stop.abort()
      await assert.rejects(started)
      await proxy.close()
      await opened.close()
    })
  })
}
