import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { brokers, skipping, type TestVhost } from './test-brokers.js'
import { TestChannel } from './test-channel.js'

for (const broker of brokers) {
  describe(`routing, on ${broker.name}`, skipping(broker), () => {
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

    async function queues(...names: string[]): Promise<void> {
      for (const name of names) await client.channel.assertQueue(name, { exclusive: true })
    }

    /** Which of the queues get a message. */
    async function receivers(
      names: readonly string[],
      exchange: string,
      key: string,
      headers: Record<string, unknown> = {},
    ): Promise<string> {
      assert.equal(await client.publish(exchange, key, 'x', { headers }), true)
      const found: string[] = []
      for (const name of names) {
        const copies = await client.takeAll(name)
        if (copies.length > 0) found.push(copies.length === 1 ? name : `${name}:${copies.length}`)
      }
      return found.join(' ')
    }

    it('by the name of the queue through the default exchange', async () => {
      await queues('a', 'b')
      assert.equal(await receivers(['a', 'b'], '', 'a'), 'a')
    })

    it('by the exact key through a direct exchange, once to each queue', async () => {
      await queues('a', 'b')
      for (const key of ['k', 'l']) await client.channel.bindQueue('a', 'amq.direct', key)
      await client.channel.bindQueue('b', 'amq.direct', 'k')
      await client.channel.bindQueue('b', 'amq.direct', 'k')
      assert.equal(await receivers(['a', 'b'], 'amq.direct', 'k'), 'a b')
      assert.equal(await receivers(['a', 'b'], 'amq.direct', 'l'), 'a')
      await client.channel.unbindQueue('b', 'amq.direct', 'k')
      assert.equal(await receivers(['a', 'b'], 'amq.direct', 'k'), 'a')
    })

    it('to all queues through a fanout exchange', async () => {
      await queues('a', 'b', 'c')
      for (const name of ['a', 'b']) await client.channel.bindQueue(name, 'amq.fanout', name)
      assert.equal(await receivers(['a', 'b', 'c'], 'amq.fanout', 'whatever'), 'a b')
    })

    it('by patterns of words through a topic exchange', async () => {
      const patterns = ['a.b', 'a.*', 'a.#', '#', '*', '#.b', '*.*.c', 'a.#.c', '#.#', '']
      await queues(...patterns.map((pattern) => `q ${pattern}`))
      for (const pattern of patterns) {
        await client.channel.bindQueue(`q ${pattern}`, 'amq.topic', pattern)
      }
      const matches: Record<string, string> = {
        'a.b': 'a.b,a.*,a.#,#,#.b,#.#',
        a: 'a.#,#,*,#.#',
        b: '#,*,#.b,#.#',
        'a.b.c': 'a.#,#,*.*.c,a.#.c,#.#',
        'a.c': 'a.*,a.#,#,a.#.c,#.#',
        '': '#,#.#,',
        'a.': 'a.*,a.#,#,#.#',
        'a..c': 'a.#,#,*.*.c,a.#.c,#.#',
        'x.y': '#,#.#',
      }
      for (const [key, expected] of Object.entries(matches)) {
        assert.equal(await client.publish('amq.topic', key, 'x'), true)
        const found: string[] = []
        for (const pattern of patterns) {
          if ((await client.takeAll(`q ${pattern}`)).length > 0) found.push(pattern)
        }
        assert.equal(found.join(), expected, `the key '${key}'`)
      }
    })

    it('by headers, all or any of them, by value and type', async () => {
      await queues('all', 'any', 'there', 'with-x')
      const bind = (queue: string, args: object) =>
        client.channel.bindQueue(queue, 'amq.headers', '', args)
      await bind('all', { 'x-match': 'all', a: 1, b: 'two' })
      await bind('any', { 'x-match': 'any', a: 1, b: 'two' })
      await bind('there', { a: null })
      await bind('with-x', { 'x-match': 'any-with-x', 'x-a': 1 })
      const all = ['all', 'any', 'there', 'with-x']
      assert.equal(await receivers(all, 'amq.headers', '', { a: 1, b: 'two' }), 'all any there')
      assert.equal(await receivers(all, 'amq.headers', '', { a: 1 }), 'any there')
      assert.equal(await receivers(all, 'amq.headers', '', { a: '1' }), 'there')
      assert.equal(await receivers(all, 'amq.headers', '', { 'x-a': 1 }), 'with-x')
      assert.equal(await receivers(all, 'amq.headers', '', {}), '')
    })

    it('from exchange to exchange, in a circle too, once to each queue', async () => {
      await queues('a')
      for (const name of ['first', 'second']) {
        await client.channel.assertExchange(name, 'fanout', { autoDelete: true, durable: false })
      }
      await client.channel.bindQueue('a', 'first', '')
      await client.channel.bindQueue('a', 'second', '')
      await client.channel.bindExchange('second', 'first', '')
      await client.channel.bindExchange('first', 'second', '')
      assert.equal(await receivers(['a'], 'first', 'k'), 'a')
      await client.channel.unbindExchange('second', 'first', '')
      await client.channel.unbindQueue('a', 'first', '')
      assert.equal(await client.hasExchange('first'), false)
      assert.equal(await receivers(['a'], 'second', 'k'), 'a')
    })

    it('to the alternate exchange what goes nowhere else', async () => {
      await queues('a', 'lost')
      await client.channel.assertExchange('main', 'direct', {
        durable: false,
        autoDelete: true,
        alternateExchange: 'amq.fanout',
      })
      await client.channel.bindQueue('a', 'main', 'k')
      await client.channel.bindQueue('lost', 'amq.fanout', '')
      assert.equal(await receivers(['a', 'lost'], 'main', 'k'), 'a')
      assert.equal(await receivers(['a', 'lost'], 'main', 'other'), 'lost')
      assert.equal(await client.publish('main', 'other', 'x', { mandatory: true }), true)
      assert.deepEqual(client.returned, [])
    })

    it('under further keys, of which blind ones stay unknown', async () => {
      await queues('a', 'b', 'c')
      await client.send('a', 'x', { headers: { CC: ['b'], BCC: ['c'], other: 1 } })
      for (const name of ['a', 'b', 'c']) {
        const got = await client.get(name, true)
        assert.equal(got?.routingKey, 'a')
        assert.deepEqual(got.headers, { CC: ['b'], other: 1 })
      }
    })

    it('back to the publisher what is mandatory and goes nowhere, before the confirm', async () => {
      const confirmed = client.publish('amq.direct', 'nowhere', 'x', {
        mandatory: true,
        correlationId: 'c',
      })
      await confirmed
      const [returned] = client.returned
      assert.equal(returned?.text, 'x')
      assert.equal(returned.exchange, 'amq.direct')
      assert.equal(returned.routingKey, 'nowhere')
      assert.equal(returned.properties.correlationId, 'c')
    })

    it('no longer to what is deleted', async () => {
      await queues('a', 'b')
      await client.channel.assertExchange('gone', 'direct', { durable: false })
      for (const name of ['a', 'b']) await client.channel.bindQueue(name, 'gone', 'k')
      await client.channel.deleteQueue('a')
      await client.channel.assertQueue('a', { exclusive: true })
      assert.equal(await receivers(['a', 'b'], 'gone', 'k'), 'b')
      await client.channel.deleteExchange('gone')
      assert.equal(await client.hasExchange('gone'), false)
    })
  })
}
