import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { connect as connectRaw } from 'amqplib'
import { connect, type Logger, RpcTimeout, run } from 'mycelia'
import { ProbeClient } from '../probe/src/generated/probe.client.js'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { makeGate } from '../rpc/gate.js'
import { brokers, type OpenBroker } from '../support/brokers.js'

for (const broker of brokers) {
  describe(`where ${broker.name} refuses the exchange of introspection`, () => {
    let opened: OpenBroker
    const lines: string[] = []
    const record = (level: string) => (message: string) => void lines.push(`${level}: ${message}`)
    const log: Logger = {
      debug: record('debug'),
      info: record('info'),
      warn: record('warn'),
      error: record('error'),
    }

    before(async () => {
      opened = await broker.open()
      const raw = await connectRaw(opened.uri)
      const channel = await raw.createChannel()
      // Of another type than ours: what we declare is refused.
      await channel.assertExchange('mycelia', 'headers')
      await raw.close()
    })
    after(() => opened.close())

    it('services serve, callers call, and a line at level debug tells each of them why', async () => {
      await using running = await run([probeServer], { uri: opened.uri, log })
      await using cluster = await connect({ uri: opened.uri, log })
      assert.ok(running)
      const probe = cluster.client(ProbeClient)
      assert.equal(await probe.hello('ujun'), 'Hello, ujun!')
      const gate = makeGate()
      await assert.rejects(probe.with({ timeout: '50ms' }).wait(gate.name), RpcTimeout)
      gate.open()
      assert.deepEqual(await cluster.discover({ within: 10 }), [])
      const debug = lines.filter((line) => line.startsWith('debug: ')).sort()
      assert.equal(debug.length, 3)
      assert.match(debug[0]!, /calls cannot be cancelled: .*PRECONDITION_FAILED/)
      assert.match(debug[1]!, /instances cannot be asked: .*PRECONDITION_FAILED/)
      assert.match(debug[2]!, /introspection is off: .*PRECONDITION_FAILED/)
      assert.deepEqual(
        lines.filter((line) => /^(?:warn|error)/.test(line)),
        [],
      )
    })
  })
}
