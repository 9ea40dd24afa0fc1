import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { connect } from 'mycelia'
import { NewsClient } from '../newsroom/src/generated/news.client.js'
import { arrivalsAt, arrived } from '../newsroom/src/inbox.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { Newsroom } from './newsroom.js'

const ARTICLE = { id: 'a-1', publishedAt: new Date('2024-05-06T07:08:09Z') }

for (const broker of brokers) {
  describe(`events on ${broker.name}`, () => {
    let opened: OpenBroker
    let room: Newsroom

    before(async () => {
      opened = await broker.open()
    })
    beforeEach(async () => {
      room = await Newsroom.open(opened)
    })
    afterEach(() => room[Symbol.asyncDispose]())
    after(() => opened.close())

    it('arrive as the type that they were sent as, declared properties only', async () => {
      await room.emitter()
      await room.reader()
      const news = await room.news()
      await news.publish({ ...ARTICLE, unknown: 1 } as typeof ARTICLE)
      const [arrival] = await arrived('pooled', 1)
      assert.deepEqual(arrival!.payload, ARTICLE)
      const [other] = await arrived('single', 1)
      assert.deepEqual(other!.payload, { id: 'a-1' })
    })

    it('reach one instance of a pool, one of a singleton, and all of a broadcast', async () => {
      await room.emitter()
      await Promise.all([room.reader({ instance: 'a' }), room.reader({ instance: 'b' })])
      const news = await room.news()
      for (const id of ['1', '2', '3']) await news.publish({ ...ARTICLE, id })
      const everyone = await arrived('everyone', 6)
      const pooled = await arrived('pooled', 3)
      const single = await arrived('single', 3)
      const ids = (list: typeof everyone) => list.map(({ payload }) => payload.id).sort()
      assert.deepEqual(ids(pooled), ['1', '2', '3'])
      assert.deepEqual(ids(single), ['1', '2', '3'])
      assert.deepEqual(ids(everyone), ['1', '1', '2', '2', '3', '3'])
      assert.equal(everyone.filter(({ instance }) => instance === 'a').length, 3)
    })

    it('carry the ids of the calls that led to them, and the context data', async () => {
      await room.emitter()
      await room.reader()
      await using cluster = await connect({
        uri: room.uri,
        log: quiet,
        context: { language: 'de' },
      })
      await cluster.client(NewsClient).publish(ARTICLE)
      const [{ stack, data }] = (await arrived('pooled', 1)) as [ReturnType<typeof arrivalsAt>[0]]
      assert.equal(stack.length, 3)
      assert.match(stack[1]!, /^news_service\.publish\./)
      assert.match(stack[2]!, /^reader_service\.pooled\./)
      assert.deepEqual({ ...data }, { language: 'de' })
    })

    it('wait for a service that is down', async () => {
      await room.emitter()
      const reader = await room.reader()
      await reader.close()
      await (await room.news()).publish(ARTICLE)
      assert.deepEqual(arrivalsAt('pooled'), [])
      await room.reader()
      await arrived('pooled', 1)
      await arrived('desk', 1)
    })

    it('are lost on an unreliable handler that is down, and its queue with it', async () => {
      const reader = await room.reader()
      await reader.close()
      room.emit('flickered', { at: '2024-01-01T00:00:00Z', count: 1 })
      await room.reader()
      room.emit('flickered', { at: '2024-01-01T00:00:00Z', count: 2 })
      const [arrival] = await arrived('foreign', 1)
      assert.equal(arrival!.payload.count, 2)
    })

    it('of a Python service are taken by the type of the handler', async () => {
      await room.reader()
      const headers = { 'nameko.call_id_stack': ['python_service.run.1'], 'nameko.user_id': 7 }
      room.emit('happened', { at: '2024-05-06T07:08:09Z', count: 3, more: true }, headers)
      const [arrival] = await arrived('foreign', 1)
      assert.deepEqual(arrival!.payload, { at: new Date('2024-05-06T07:08:09Z'), count: 3 })
      assert.deepEqual(arrival!.stack.slice(0, 1), ['python_service.run.1'])
      assert.deepEqual({ ...arrival!.data }, { user_id: 7 })
    })

    it('leave a service as Nameko sends them', async () => {
      await room.emitter()
      await room.channel.assertQueue('tap')
      await room.channel.assertExchange('news_service.events', 'topic', { durable: true })
      await room.channel.bindQueue('tap', 'news_service.events', 'published')
      await (await room.news()).publish(ARTICLE)
      const { fields, properties, content } = await room.take('tap')
      assert.equal(fields.routingKey, 'published')
      const { contentType, contentEncoding, deliveryMode, priority, correlationId } = properties
      assert.deepEqual(
        { contentType, contentEncoding, deliveryMode, priority, correlationId },
        {
          contentType: 'application/json',
          contentEncoding: 'utf-8',
          deliveryMode: 2,
          priority: 0,
          correlationId: undefined,
        },
      )
      assert.deepEqual(Object.keys(properties.headers ?? {}), ['nameko.call_id_stack'])
      assert.deepEqual(JSON.parse(content.toString()), {
        id: 'a-1',
        publishedAt: '2024-05-06T07:08:09.000Z',
      })
    })

    // RabbitMQ answers 406 to any difference, which would close the channel.
    it('have the queues that Nameko declares, to the last argument', async () => {
      await room.reader()
      const { channel } = room
      await channel.assertExchange('news_service.events', 'topic', { durable: true })
      const durable = { durable: true, exclusive: false, arguments: {} }
      for (const queue of [
        'evt-news_service-published--reader_service.pooled',
        'evt-news_service-published',
        'evt-news_service-published--reader_service.desk-desk',
        'evt-python_service-happened--reader_service.on_happened',
      ]) {
        await channel.assertQueue(queue, { ...durable, autoDelete: false })
      }
      const unreliable = 'evt-python_service-flickered--reader_service.on_happened'
      await channel.assertQueue(unreliable, { ...durable, autoDelete: true })
    })
  })
}
