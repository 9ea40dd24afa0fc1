import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { arrivalsAt, arrived } from '../newsroom/src/inbox.js'
import { setPostage } from '../newsroom/src/news.service.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { Newsroom } from './newsroom.js'

for (const broker of brokers) {
  describe(`emitting events on ${broker.name}`, () => {
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

    it('refuses a payload of another type before anything is sent', async () => {
      await room.emitter()
      await room.reader()
      const news = await room.news()
      await assert.rejects(news.publishNonsense({ id: 7 }), {
        message:
          /the payload of "published" is not of its type: published\.id: .*; published\.publishedAt: /,
      })
      await news.publish({ id: 'a-2', publishedAt: new Date(0) })
      await arrived('pooled', 1)
      assert.equal(arrivalsAt('pooled').length, 1)
    })

    it('needs nobody who handles them', async () => {
      await room.emitter()
      await (await room.news()).retract('a-1')
    })
  })

  describe(`a publisher on ${broker.name}`, () => {
    let opened: OpenBroker
    let room: Newsroom

    before(async () => {
      opened = await broker.open()
    })
    beforeEach(async () => {
      room = await Newsroom.open(opened)
      setPostage({})
      await room.emitter()
    })
    afterEach(() => room[Symbol.asyncDispose]())
    after(() => opened.close())

    it('publishes with the properties that it is given', async () => {
      await room.channel.assertQueue('tap')
      setPostage({ persistent: false, expiration: '1m', headers: { kind: 'note' } })
      await (await room.news()).send('tap', { at: new Date(0), words: ['ä'] })
      const { content, properties } = await room.take('tap')
      assert.deepEqual(JSON.parse(content.toString()), {
        at: '1970-01-01T00:00:00.000Z',
        words: ['ä'],
      })
      assert.equal(properties.deliveryMode, 1)
      assert.equal(properties.expiration, '60000')
      assert.equal(properties.headers?.kind, 'note')
      assert.match(properties.headers?.['nameko.call_id_stack'][1], /^news_service\.send\./)
    })

    it('declares the exchange that it was made with', async () => {
      await room.reader()
      await (await room.news()).keep({ what: 'all' })
      const [arrival] = await arrived('archived', 1)
      assert.deepEqual(arrival!.payload, { what: 'all' })
    })

    it('fails where a mandatory message reaches no queue', async () => {
      setPostage({ mandatory: true })
      const news = await room.news()
      await assert.rejects(news.send('no-such-queue', 1), {
        message: /Unroutable the message to queue "no-such-queue" reached no queue/,
      })
      await room.channel.assertQueue('tap')
      await news.send('tap', 2)
      assert.equal((await room.take('tap')).content.toString(), '2')
    })

    it('fails at once where there is no such exchange, and works on', async () => {
      const news = await room.news()
      await assert.rejects(news.lose(1), {
        message: /BrokerRefused cannot publish to exchange "nowhere": .*no exchange 'nowhere'/,
      })
      await room.channel.assertQueue('tap')
      await news.send('tap', 2)
      assert.equal((await room.take('tap')).content.toString(), '2')
    })

    it('fails where a queue is full and refuses messages', async () => {
      await room.channel.assertQueue('tap', {
        arguments: { 'x-max-length': 1, 'x-overflow': 'reject-publish' },
      })
      const news = await room.news()
      await news.send('tap', 1)
      await assert.rejects(news.send('tap', 2), { message: /Overloaded the broker did not take/ })
    })
  })
}
