import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { brokers, skipping, type TestVhost } from './test-brokers.js'
import { type Got, TestChannel } from './test-channel.js'

for (const broker of brokers) {
  describe(`a queue, on ${broker.name}`, skipping(broker), () => {
    let vhost: TestVhost
    let client: TestChannel
    before(async () => {
      vhost = await broker.open()
    })
    after(() => vhost.close())
    beforeEach(async () => {
      client = await TestChannel.open(vhost.uri)
    })
    afterEach(() => client[Symbol.asyncDispose]())

    /** A queue `q`, and one for what dies there. */
    async function withDeadLetters(args: object): Promise<void> {
      await client.channel.assertQueue('dead', { exclusive: true })
      await client.channel.assertQueue('q', {
        exclusive: true,
        arguments: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead', ...args },
      })
    }

    /** Waits for the next dead letter. */
    async function deadLetter(): Promise<Got> {
      await client.consume('dead', 'dead', { noAck: true })
      return (await client.deliveries(1))[0]!
    }

    it('counts what waits in it and who consumes it', async () => {
      await client.channel.assertQueue('q', { exclusive: true })
      for (const text of ['1', '2']) await client.send('q', text)
      const declared = await client.channel.assertQueue('q', { exclusive: true })
      assert.deepEqual(declared, { queue: 'q', messageCount: 2, consumerCount: 0 })
      assert.deepEqual(await client.channel.purgeQueue('q'), { messageCount: 2 })
      await client.consume('q', 't')
      assert.equal((await client.channel.checkQueue('q')).consumerCount, 1)
    })

    it('gets a name when it has none', async () => {
      const { queue } = await client.channel.assertQueue('', { exclusive: true })
      assert.match(queue, /^amq\.gen-[\w-]{22}$/)
    })

    it('is gone with its connection when it is exclusive, and locked for others', async () => {
      await client.channel.assertQueue('own', { exclusive: true })
      {
        await using other = await TestChannel.open(vhost.uri)
        assert.equal(await other.hasQueue('own'), false)
      }
      await client[Symbol.asyncDispose]()
      await using other = await TestChannel.open(vhost.uri)
      // The name is free once the broker has noticed.
      while (!(await canDeclare(other, 'own')));
    })

    async function canDeclare(other: TestChannel, queue: string): Promise<boolean> {
      const channel = await other.connection.createChannel()
      channel.on('error', () => {})
      try {
        await channel.assertQueue(queue, { exclusive: true })
        return true
      } catch {
        return false
      }
    }

    it('is gone with its last consumer when it deletes itself', async () => {
      await client.channel.assertQueue('auto', { autoDelete: true })
      await client.consume('auto', 'one')
      await client.consume('auto', 'two')
      await client.channel.cancel('one')
      assert.equal(await client.hasQueue('auto'), true)
      await client.channel.cancel('two')
      assert.equal(await client.hasQueue('auto'), false)
    })

    it('expires when it is not used', async () => {
      await client.channel.assertQueue('brief', { durable: true, arguments: { 'x-expires': 500 } })
      await client.consume('brief', 't')
      await sleep(700)
      assert.equal(await client.hasQueue('brief'), true)
      await client.channel.cancel('t')
      await sleep(1_000)
      assert.equal(await client.hasQueue('brief'), false)
    })

    it('gives out higher priorities first', async () => {
      await client.channel.assertQueue('q', { exclusive: true, maxPriority: 5 })
      for (const [text, priority] of [
        ['none', undefined],
        ['low', 1],
        ['top', 9],
        ['high', 5],
        ['low too', 1],
      ] as const) {
        await client.send('q', text, priority === undefined ? {} : { priority })
      }
      assert.deepEqual(await client.takeAll('q'), ['top', 'high', 'low', 'low too', 'none'])
    })

    it('drops the oldest beyond its length', async () => {
      await withDeadLetters({ 'x-max-length': 2 })
      for (const text of ['1', '2', '3']) await client.send('q', text)
      assert.equal((await deadLetter()).text, '1')
      assert.deepEqual(await client.takeAll('q'), ['2', '3'])
    })

    it('drops the oldest beyond its bytes', async () => {
      await client.channel.assertQueue('q', {
        exclusive: true,
        arguments: { 'x-max-length-bytes': 10 },
      })
      for (const text of ['aaaa', 'bbbb', 'cccc']) await client.send('q', text)
      assert.deepEqual(await client.takeAll('q'), ['bbbb', 'cccc'])
    })

    it('refuses messages beyond its length when it is told to', async () => {
      await client.channel.assertQueue('q', {
        exclusive: true,
        arguments: { 'x-max-length': 1, 'x-overflow': 'reject-publish' },
      })
      assert.equal(await client.send('q', '1'), true)
      assert.equal(await client.send('q', '2'), false)
      assert.deepEqual(await client.takeAll('q'), ['1'])
    })

    it('sends what expired to the dead-letter exchange, with its history', async () => {
      await withDeadLetters({ 'x-message-ttl': 10 })
      await client.send('q', 'late', { headers: { own: 1 } })
      const { headers, routingKey, exchange } = await deadLetter()
      const {
        'x-death': [death],
        ...others
      } = headers
      assert.deepEqual(others, {
        own: 1,
        'x-first-death-exchange': '',
        'x-first-death-queue': 'q',
        'x-first-death-reason': 'expired',
      })
      assert.deepEqual(
        { ...death, time: undefined },
        {
          count: 1,
          exchange: '',
          queue: 'q',
          reason: 'expired',
          'routing-keys': ['q'],
          time: undefined,
        },
      )
      assert.equal(death.time['!'], 'timestamp')
      assert.deepEqual([exchange, routingKey], ['', 'dead'])
    })

    it('lets a message expire on its own, at the head only', async () => {
      await client.channel.assertQueue('q', { exclusive: true })
      await client.send('q', 'first', { expiration: '60000' })
      await client.send('q', 'second', { expiration: '1' })
      await client.send('q', 'third')
      await sleep(20)
      assert.equal(await client.count('q'), 3)
      assert.equal(await client.take('q'), 'first')
      assert.equal(await client.take('q'), 'third')
    })

    it('drops at once what may not wait, unless somebody takes it', async () => {
      await client.channel.assertQueue('q', { exclusive: true })
      await client.send('q', 'nobody', { expiration: '0' })
      assert.equal(await client.take('q'), undefined)
      await client.consume('q', 't', { noAck: true })
      await client.send('q', 'somebody', { expiration: '0' })
      assert.equal((await client.deliveries(1))[0]?.text, 'somebody')
    })

    it('sends on what is rejected, without the expiration that it had', async () => {
      await withDeadLetters({})
      await client.send('q', 'bad', { expiration: '60000' })
      client.nack((await client.get('q'))!, false, false)
      const { headers, properties } = await deadLetter()
      assert.equal(properties.expiration, undefined)
      assert.equal(headers['x-death'][0]['original-expiration'], '60000')
      assert.equal(headers['x-death'][0].reason, 'rejected')
    })

    it('counts how often a message died there for the same reason', async () => {
      await client.channel.assertQueue('q', {
        exclusive: true,
        arguments: { 'x-dead-letter-exchange': '' },
      })
      await client.send('q', 'again')
      await client.consume('q', 't')
      for (const count of [undefined, 1, 2, 3]) {
        const [got] = await client.deliveries(1)
        assert.equal(got?.headers['x-death']?.[0].count, count)
        assert.equal(got?.headers['x-death']?.length, count === undefined ? undefined : 1)
        client.nack(got!, false, false)
      }
    })

    it('drops what would go round by itself', async () => {
      await client.channel.assertQueue('q', {
        exclusive: true,
        arguments: { 'x-dead-letter-exchange': '', 'x-message-ttl': 1 },
      })
      await client.send('q', 'round')
      await sleep(50)
      assert.equal(await client.count('q'), 0)
    })

    it('of type quorum counts returns, and ends with them at its limit', async () => {
      await client.channel.assertQueue('dead', { exclusive: true })
      await client.channel.assertQueue('quorum', {
        durable: true,
        arguments: {
          'x-queue-type': 'quorum',
          'x-delivery-limit': 1,
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': 'dead',
        },
      })
      await client.send('quorum', 'poison')
      await client.consume('quorum', 't')
      for (const count of [undefined, 1]) {
        const [got] = await client.deliveries(1)
        assert.equal(got?.headers['x-delivery-count'], count)
        assert.equal(got?.redelivered, count !== undefined)
        client.channel.reject({ fields: { deliveryTag: got!.deliveryTag } } as never, true)
      }
      await client.channel.cancel('t')
      const { headers } = await deadLetter()
      assert.equal(headers['x-first-death-reason'], 'delivery_limit')
      await client.channel.deleteQueue('quorum')
    })
  })
}
