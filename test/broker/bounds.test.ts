import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startBroker } from 'mycelia/broker'
import { RawConnection } from './raw-connection.js'
import { consume, declareQueue, get } from './raw-methods.js'
import { quiet } from './test-brokers.js'
import { TestChannel } from './test-channel.js'

describe('the embedded broker keeps within bounds', () => {
  it('holds publishers back while waiting messages take too much memory', async () => {
    await using broker = await startBroker({ maxMemory: 100_000, log: quiet })
    await using publisher = await RawConnection.open(broker.port, {
      capabilities: ['connection.blocked'],
    })
    await publisher.channel(1)
    publisher.perform(1, declareQueue('q', { durable: true }))
    await publisher.expect('queueDeclareOk')
    for (let i = 0; i < 5; i++) publisher.publish(1, '', 'q', 'x'.repeat(50_000))
    assert.equal((await publisher.expect('connectionBlocked')).reason, 'low on memory')
    assert.equal(broker.status().memory.alarmed, true)
    assert.equal(broker.status().connections[0]?.state, 'blocked')

    // Who only consumes is not held back, and makes room.
    await using consumer = await TestChannel.open(broker.uri)
    await consumer.consume('q', 't', { noAck: true })
    await publisher.expect('connectionUnblocked')
    const got = await consumer.deliveries(5)
    assert.equal(got.length, 5)
    assert.deepEqual(broker.status().memory, { messages: 0, alarmed: false })
  })

  it('counts a message once, however many queues keep it', async () => {
    await using broker = await startBroker({ log: quiet })
    await using client = await TestChannel.open(broker.uri)
    for (const queue of ['a', 'b', 'c']) {
      await client.channel.assertQueue(queue, { exclusive: true })
      await client.channel.bindQueue(queue, 'amq.fanout', '')
    }
    await client.publish('amq.fanout', '', 'x'.repeat(10_000))
    const { messages } = broker.status().memory
    assert.ok(messages > 10_000 && messages < 12_000, `${messages} bytes`)
    for (const queue of ['a', 'b', 'c']) await client.take(queue)
    assert.equal(broker.status().memory.messages, 0)
  })

  it('refuses messages that are too large before they have come', async () => {
    await using broker = await startBroker({ maxMessageSize: 1_000, log: quiet })
    await using raw = await RawConnection.open(broker.port)
    await raw.channel(1)
    raw.publish(1, '', 'q', 'x'.repeat(1_001))
    const { replyCode, replyText } = await raw.expect('channelClose')
    assert.equal(replyCode, 406)
    assert.match(replyText, /message size 1001 is larger than configured max size 1000$/)
    raw.send(1, 'channelCloseOk', {})
    await raw.channel(1)
  })

  it('sends no more to a consumer that does not read than it can hold', async () => {
    await using broker = await startBroker({ log: quiet })
    await using slow = await RawConnection.open(broker.port)
    await slow.channel(1)
    slow.perform(1, declareQueue('q', { durable: true }))
    slow.perform(1, consume('q', 't', { noAck: true }))
    await slow.expect('queueDeclareOk')
    await slow.expect('basicConsumeOk')
    slow.socket.pause()
    await using publisher = await TestChannel.open(broker.uri)
    const body = 'x'.repeat(100_000)
    for (let i = 0; i < 200; i++) await publisher.send('q', body)
    const waiting = await publisher.count('q')
    assert.ok(waiting > 100, `${waiting} of 200 messages wait`)
    slow.socket.resume()
    for (let i = 0; i < 200; i++) {
      await slow.expect('basicDeliver')
      assert.equal((await slow.expectContent()).body.length, body.length)
    }
  })

  it('reads no more from a client that does not read', async () => {
    await using broker = await startBroker({ log: quiet })
    await using client = await TestChannel.open(broker.uri)
    await client.channel.assertQueue('q', { exclusive: false, durable: true })
    for (let i = 0; i < 300; i++) await client.send('q', 'x'.repeat(100_000))
    await using greedy = await RawConnection.open(broker.port)
    await greedy.channel(1)
    greedy.socket.pause()
    for (let i = 0; i < 300; i++) {
      greedy.perform(1, get('q'))
      // One by one: what came together is answered together.
      if (i % 10 === 0) await client.count('q')
    }
    assert.ok((await client.count('q')) > 50)
    greedy.socket.resume()
    for (let i = 0; i < 300; i++) {
      await greedy.expect('basicGetOk')
      await greedy.expectContent()
    }
  })

  it('takes no more connections than it may', async () => {
    await using broker = await startBroker({ maxConnections: 2, log: quiet })
    await using one = await RawConnection.open(broker.port)
    await using two = await RawConnection.open(broker.port)
    await using three = new RawConnection(broker.port)
    await three.ended
    await one.channel(1)
    await two.channel(1)
  })

  it('survives garbage at any point', async () => {
    await using broker = await startBroker({ log: quiet })
    const random = generator(20_260_131)
    for (let round = 0; round < 200; round++) {
      await using raw = await RawConnection.open(broker.port)
      await raw.channel(1)
      const size = 1 + Math.floor(random() * 200)
      const garbage = Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)))
      if (round % 2 === 0) raw.write(garbage)
      else {
        // Well-formed frames with methods that exist, and fields that make no sense.
        const classId = [10, 20, 40, 50, 60, 85, 90][Math.floor(random() * 7)]!
        garbage.set([0, classId, 0, Math.ceil(random() * 12) * 10].slice(0, garbage.length))
        raw.frame(1, round % 4 === 1 ? 1 : 0, garbage)
        raw.frame(2, 1, garbage)
        raw.frame(3, 1, garbage)
      }
      raw.socket.end()
    }
    await using client = await TestChannel.open(broker.uri)
    await client.channel.assertQueue('q', { exclusive: true })
    await client.send('q', 'alive')
    assert.equal(await client.take('q'), 'alive')
  })
})

/** Random numbers that are the same in every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 0x1_0000_0000
  }
}
