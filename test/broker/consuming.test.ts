import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { brokers, skipping, type TestVhost } from './test-brokers.js'
import { type Got, TestChannel } from './test-channel.js'

for (const broker of brokers) {
  describe(`consuming, on ${broker.name}`, skipping(broker), () => {
    let vhost: TestVhost
    let client: TestChannel
    before(async () => {
      vhost = await broker.open()
    })
    after(() => vhost.close())
    beforeEach(async () => {
      client = await TestChannel.open(vhost.uri)
      await client.channel.assertQueue('q', { exclusive: true })
    })
    afterEach(() => client[Symbol.asyncDispose]())

    const texts = (got: readonly Got[]) => got.map(({ text }) => text)
    const tags = (got: readonly Got[]) => got.map(({ consumerTag }) => consumerTag).join('')

    async function send(...all: string[]): Promise<void> {
      for (const text of all) assert.equal(await client.send('q', text), true)
    }

    it('gives out messages in order, with tags that count', async () => {
      await send('1', '2')
      await client.consume('q', 'a')
      await send('3')
      const got = await client.deliveries(3)
      assert.deepEqual(texts(got), ['1', '2', '3'])
      assert.deepEqual(
        got.map(({ deliveryTag, redelivered }) => [deliveryTag, redelivered]),
        [
          [1, false],
          [2, false],
          [3, false],
        ],
      )
    })

    it('carries properties and headers unchanged', async () => {
      await client.consume('q', 'a')
      const options = {
        contentType: 'application/json',
        contentEncoding: 'utf-8',
        deliveryMode: 2,
        priority: 0,
        correlationId: 'correlation',
        replyTo: 'reply',
        expiration: '60000',
        messageId: 'message',
        timestamp: 1_700_000_000,
        type: 'kind',
        userId: 'guest',
        appId: 'tests',
        headers: {
          text: 't',
          integer: 7,
          double: 1.5,
          nothing: null,
          list: [1, 'a'],
          in: { x: 1 },
        },
      }
      await client.send('q', 'body', options)
      const [got] = await client.deliveries(1)
      const { headers, ...properties } = got!.properties
      assert.deepEqual(headers, options.headers)
      const { headers: _, ...expected } = options
      assert.deepEqual(properties, { ...expected, clusterId: undefined })
    })

    it('carries bodies of any size', async () => {
      await client.consume('q', 'a')
      for (const size of [0, 1, 4_096, 131_064, 131_065, 1_000_000]) {
        const body = Buffer.alloc(size, 'abcdefg')
        await new Promise((resolve) => client.channel.sendToQueue('q', body, {}, resolve))
        const [got] = await client.deliveries(1)
        assert.equal(got?.text, body.toString())
      }
    })

    it('gives a consumer no more than its prefetch count', async () => {
      await client.channel.prefetch(2)
      await client.consume('q', 'a')
      await send('1', '2', '3', '4')
      const [first, second] = await client.deliveredSoFar()
      assert.deepEqual([first?.text, second?.text], ['1', '2'])
      client.ack(first!)
      const [third, none] = await client.deliveredSoFar()
      assert.deepEqual([third?.text, none], ['3', undefined])
    })

    it('counts for each consumer of a channel by itself', async () => {
      await client.channel.prefetch(1)
      await client.consume('q', 'a')
      await client.channel.prefetch(2)
      await client.consume('q', 'b')
      await send('1', '2', '3', '4')
      assert.equal(tags(await client.deliveredSoFar()), 'abb')
    })

    it('gives all consumers of a channel together no more than its global count', async () => {
      await client.channel.prefetch(3, true)
      await client.consume('q', 'a')
      await client.consume('q', 'b')
      await send('1', '2', '3', '4')
      const got = await client.deliveredSoFar()
      assert.equal(tags(got), 'aba')
      client.ack(got.at(-1)!, true)
      assert.deepEqual(texts(await client.deliveredSoFar()), ['4'])
    })

    it('takes turns too when such a count makes consumers wait', async () => {
      await client.channel.prefetch(1, true)
      for (const tag of ['a', 'b']) await client.consume('q', tag)
      await send('1', '2', '3', '4', '5')
      let order = ''
      for (let i = 0; i < 5; i++) {
        const [got] = await client.deliveries(1)
        order += got!.consumerTag
        client.ack(got!)
      }
      assert.equal(order, 'ababa')
    })

    it('takes turns among consumers', async () => {
      for (const tag of ['a', 'b', 'c']) await client.consume('q', tag, { noAck: true })
      await send('1', '2', '3', '4', '5', '6')
      assert.equal(tags(await client.deliveries(6)), 'abcabc')
    })

    it('prefers consumers of a higher priority as long as they can take more', async () => {
      await client.channel.prefetch(1)
      await client.consume('q', 'l')
      await client.consume('q', 'h', { priority: 10 })
      await send('1', '2')
      const got = await client.deliveredSoFar()
      assert.equal(tags(got), 'hl')
      client.ack(got[0]!)
      await send('3')
      assert.equal(tags(await client.deliveredSoFar()), 'h')
    })

    it('keeps to one active consumer until that goes', async () => {
      await client.channel.assertQueue('single', {
        exclusive: true,
        arguments: { 'x-single-active-consumer': true },
      })
      await client.consume('single', 'a', { noAck: true })
      await client.consume('single', 'b', { noAck: true })
      for (const text of ['1', '2']) await client.send('single', text)
      assert.equal(tags(await client.deliveries(2)), 'aa')
      await client.channel.cancel('a')
      await client.send('single', '3')
      assert.equal(tags(await client.deliveries(1)), 'b')
    })

    it('puts back what is requeued at its place, marked as redelivered', async () => {
      await send('1', '2', '3', '4')
      const got: Got[] = []
      for (let i = 0; i < 3; i++) got.push((await client.get('q'))!)
      client.nack(got[2]!)
      client.nack(got[0]!)
      client.ack(got[1]!)
      await client.settle()
      const back: Got[] = []
      for (let i = 0; i < 3; i++) back.push((await client.get('q', true))!)
      assert.deepEqual(texts(back), ['1', '3', '4'])
      assert.deepEqual(
        back.map(({ redelivered }) => redelivered),
        [true, true, false],
      )
    })

    it('acknowledges and refuses all up to a tag at once', async () => {
      await send('1', '2', '3', '4', '5')
      const got: Got[] = []
      for (let i = 0; i < 4; i++) got.push((await client.get('q'))!)
      client.ack(got[1]!, true)
      client.nack(got[3]!, true)
      await client.settle()
      assert.deepEqual(await client.takeAll('q'), ['3', '4', '5'])
    })

    it('gives back what a channel had when it closes', async () => {
      await send('1', '2', '3')
      const channel = await client.connection.createChannel()
      await channel.consume('q', () => {})
      while ((await client.count('q')) > 0);
      await channel.close()
      const first = await client.get('q', true)
      assert.deepEqual([first?.text, first?.redelivered], ['1', true])
      assert.deepEqual(await client.takeAll('q'), ['2', '3'])
    })

    it('gives out again what a channel recovers', async () => {
      await send('1', '2')
      await client.consume('q', 'a')
      await client.deliveries(2)
      await client.channel.recover()
      const got = await client.deliveries(2)
      assert.deepEqual(
        got.map(({ text, redelivered, deliveryTag }) => [text, redelivered, deliveryTag]),
        [
          ['1', true, 3],
          ['2', true, 4],
        ],
      )
    })

    it('leaves what a cancelled consumer had to be acknowledged', async () => {
      await send('1', '2')
      await client.channel.prefetch(1)
      await client.consume('q', 'a')
      const [got] = await client.deliveries(1)
      await client.channel.cancel('a')
      assert.equal(await client.take('q'), '2')
      client.nack(got!)
      await client.settle()
      assert.equal(await client.take('q'), '1')
    })

    it('tells consumers when their queue is deleted', async () => {
      await client.consume('q', 'a')
      await client.channel.deleteQueue('q')
      await client.until(() => client.cancelled.length > 0)
      assert.deepEqual(client.cancelled, ['a'])
    })

    it('tells how many messages remain to who asks for one', async () => {
      await send('1', '2')
      const first = await client.channel.get('q')
      assert.equal(first !== false && first.fields.messageCount, 1)
      await client.channel.get('q')
      assert.equal(await client.channel.get('q'), false)
    })
  })
}
