import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { connect as connectPeer } from 'amqplib'
import { run } from 'mycelia'
import { startBroker } from 'mycelia/broker'
import { RawConnection } from '../broker/raw-connection.js'
import { readerServer } from '../newsroom/src/generated/reader.server.js'
import { quiet } from '../support/quiet.js'

describe('a message that no method takes', () => {
  // Found by fuzzing: it came round and round. RabbitMQ refuses NaN, this broker carries it.
  it('ends in the dead-letter queue also with headers that cannot travel', async () => {
    await using broker = await startBroker({ log: quiet })
    await using _ = await run([readerServer], { uri: broker.uri, log: quiet })
    await using raw = await RawConnection.open(broker.port)
    await raw.channel(1)
    raw.publish(1, '', 'letters', 'no letter', {
      contentType: 'application/json',
      headers: new Map([
        ['note', { tag: 'd', value: Number.NaN }],
        ['mycelia.attempts', { tag: 'd', value: Number.POSITIVE_INFINITY }],
        ['mycelia.first_failure', { tag: 'S', value: 'x'.repeat(70_000) }],
      ]),
    })
    const peer = await connectPeer(broker.uri)
    const channel = await peer.createChannel()
    await channel.assertQueue('letters--dead')
    const headers = await new Promise<object>((resolve) => {
      void channel.consume('letters--dead', (message) => resolve(message?.properties.headers ?? {}))
    })
    await peer.close()
    assert.equal((headers as Record<string, unknown>)['mycelia.attempts'], 1)
    assert.equal((headers as Record<string, unknown>)['mycelia.queue'], 'letters')
    assert.ok(!('note' in headers))
  })
})
