import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import type { Cluster } from 'mycelia'
import { LedgerClient } from '../ledger/src/generated/ledger.client.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { swallow } from '../support/impairments.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { Journal } from './journal.js'
import { connectCaller } from './ledger.js'
import { Replicas } from './replicas.js'

for (const broker of brokers) {
  describe(`a call whose service is killed, on ${broker.name}`, () => {
    let opened: OpenBroker
    /** The way of the service to the broker. */
    let line: TcpProxy
    let journal: Journal
    let replicas: Replicas
    let cluster: Cluster
    let ledger: LedgerClient

    before(async () => {
      opened = await broker.open()
    })
    after(() => opened.close())
    beforeEach(async () => {
      line = await TcpProxy.start(opened.uri)
      journal = new Journal()
      replicas = await Replicas.start(1, line.uri, journal)
      cluster = (await connectCaller(opened.uri)).cluster
      ledger = cluster.client(LedgerClient).with({ timeout: '20s' })
      await ledger.book('first')
    })
    afterEach(async () => {
      await cluster.close()
      await replicas[Symbol.asyncDispose]()
      await line.close()
      journal[Symbol.dispose]()
    })

    it('before it has read the request, is answered by the next, and run once', async () => {
      line.impair('down', () => swallow)
      const delivered = line.next('basicDeliver')
      const call = ledger.book('unread')
      await delivered
      await replicas.kill(0)
      assert.equal(await call, 'unread')
      assert.equal(journal.counts('began').get('unread'), 1)
    })

    it('while it runs, is run again by the next, and answered once', async () => {
      const call = ledger.book('running', 500)
      await journal.until('began', 'running')
      await replicas.kill(0)
      assert.equal(await call, 'running')
      assert.equal(journal.counts('began').get('running'), 2)
      assert.equal(journal.counts('ended').get('running'), 1)
    })

    it('before its reply has left, is run again by the next, and answered once', async () => {
      line.impair('up', () => swallow)
      const call = ledger.book('done')
      await journal.until('ended', 'done')
      await replicas.kill(0)
      assert.equal(await call, 'done')
      assert.equal(journal.counts('ended').get('done'), 2)
    })

    it('after its reply, before the request is acknowledged, is answered; the second reply does no harm', async () => {
      const cut = line.cutAt('basicAck', undefined, (one, its) => one === its)
      assert.equal(await ledger.book('unacknowledged'), 'unacknowledged')
      await cut
      await replicas.kill(0)
      await journal.until('ended', 'unacknowledged', 2)
      assert.equal(await ledger.book('after'), 'after')
    })
  })
}
