import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { LedgerClient } from '../ledger/src/generated/ledger.client.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { lineFaults } from './line-faults.js'
import { nothingLost, Rig } from './rig.js'

/**
 * How calls may end. A request that is lost on the caller's line was perhaps taken, so it is not
 * sent again; what a service loses is in the broker, and is answered.
 */
const OUTCOMES = {
  caller: new Set(['answered', 'RpcTimeout', 'ConnectionLost']),
  service: new Set(['answered']),
}

for (const broker of brokers) {
  // Most wait for heartbeats: all at once. Each has a service, and lines, of its own.
  describe(`calls and events over a line that breaks, to ${broker.name}`, {
    concurrency: true,
  }, () => {
    let opened: OpenBroker

    before(async () => {
      opened = await broker.open()
    })
    after(() => opened.close())

    let count = 0
    for (const [fault, strike] of Object.entries(lineFaults)) {
      for (const side of ['caller', 'service'] as const) {
        it(`survive that the ${side}'s line ${fault}`, async () => {
          await using callerLine = await TcpProxy.start(opened.uri)
          await using serviceLine = await TcpProxy.start(opened.uri)
          await using rig = await Rig.open({
            uri: callerLine.uri,
            serviceUri: serviceLine.uri,
            service: `ledger_${++count}`,
            callers: 2,
            emitters: 1,
            timeout: 10_000,
          })
          const line = side === 'caller' ? callerLine : serviceLine
          await strike({ line, told: rig.told[side] })
          assert.deepEqual(await rig.judge(), nothingLost)
          const outcomes = Object.keys(rig.load.outcomes())
          assert.deepEqual(
            outcomes.filter((outcome) => !OUTCOMES[side].has(outcome)),
            [],
          )
        })
      }
    }

    it('answer a call whose reply alone was lost, without running it again', async () => {
      await using line = await TcpProxy.start(opened.uri)
      const service = `ledger_${++count}`
      const quietly = { service, callers: 0, emitters: 0 }
      await using rig = await Rig.open({ uri: opened.uri, serviceUri: line.uri, ...quietly })
      const client = rig.cluster.client(LedgerClient, { service })
      const cut = line.cutAt('basicPublish', undefined, (one, its) => one === its)
      assert.equal(await client.book('once'), 'once')
      await cut
      assert.equal(rig.journal.counts('began').get('once'), 1)
    })
  })
}
