import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startBroker } from 'mycelia/broker'
import { RawConnection } from './raw-connection.js'
import { declareQueue } from './raw-methods.js'
import { quiet } from './test-brokers.js'
import { TestChannel } from './test-channel.js'

/** A log that collects warnings. */
function collecting(warnings: string[]) {
  return { ...quiet, warn: (message: string) => void warnings.push(message) }
}

describe('what RabbitMQ 4 deprecates', () => {
  it('is warned of, once', async () => {
    const warnings: string[] = []
    await using broker = await startBroker({ log: collecting(warnings) })
    warnings.length = 0
    await using client = await TestChannel.open(broker.uri)
    for (let i = 0; i < 2; i++) {
      await client.channel.assertQueue('loose', { durable: false })
      await client.channel.assertQueue('lazy', {
        durable: true,
        arguments: { 'x-queue-mode': 'lazy' },
      })
      await client.channel.prefetch(1, true)
    }
    assert.equal(warnings.length, 3)
    assert.match(warnings[0]!, /queue 'loose' is neither durable nor exclusive/)
    assert.match(warnings[1]!, /queue 'lazy' has the argument x-queue-mode/)
    assert.match(warnings[2]!, /'guest' set a prefetch count for all consumers of a channel/)
  })

  it('passes without a word for what is durable or exclusive', async () => {
    const warnings: string[] = []
    await using broker = await startBroker({ log: collecting(warnings) })
    warnings.length = 0
    await using client = await TestChannel.open(broker.uri)
    await client.channel.assertQueue('a', { durable: true })
    await client.channel.assertQueue('b', { durable: false, exclusive: true })
    await client.channel.prefetch(1)
    assert.deepEqual(warnings, [])
  })

  it('is refused where it is switched off', async () => {
    await using broker = await startBroker({ deprecated: 'refuse', log: quiet })
    await using raw = await RawConnection.open(broker.port)
    await raw.channel(1)
    raw.perform(1, declareQueue('loose'))
    const { replyCode, replyText } = await raw.expect('connectionClose')
    assert.equal(replyCode, 541)
    assert.match(replyText, /^INTERNAL_ERROR - Feature `transient_nonexcl_queues` is deprecated/)
  })

  it("is nobody's business when the broker is not strict", async () => {
    const warnings: string[] = []
    await using broker = await startBroker({ strict: false, log: collecting(warnings) })
    warnings.length = 0
    await using client = await TestChannel.open(broker.uri)
    await client.channel.assertQueue('loose', { durable: false })
    assert.deepEqual(warnings, [])
  })
})
