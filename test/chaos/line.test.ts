import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { Journal } from './journal.js'
import { connectCaller, runLedger } from './ledger.js'
import { lineFaults } from './line-faults.js'
import { Load } from './load.js'

/** How calls end that the line has cost their answer. */
const TYPED = new Set(['answered', 'RpcTimeout', 'ConnectionLost'])

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
          const service = `ledger_${++count}`
          using journal = new Journal()
          await using callerLine = await TcpProxy.start(opened.uri)
          await using serviceLine = await TcpProxy.start(opened.uri)
          const { running, told: toldService } = await runLedger(serviceLine.uri, journal, service)
          const { cluster, told: toldCaller } = await connectCaller(callerLine.uri)
          const load = new Load(cluster, { service, callers: 2, emitters: 1, timeout: 5_000 })
          await load.goesOn()

          const [line, told] =
            side === 'caller' ? [callerLine, toldCaller] : [serviceLine, toldService]
          await strike({ line, told, load })
          await load.goesOn()
          await load.stop()

          assert.deepEqual(load.unsettled(), { never: 0, twice: 0 })
          const wrong = Object.keys(load.outcomes()).filter((outcome) => !TYPED.has(outcome))
          assert.deepEqual(wrong, [])
          assert.deepEqual(await journal.missing('noted', load.acknowledged), [])
          await cluster.close()
          await running.close()
        })
      }
    }
  })
}
