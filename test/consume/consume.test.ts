import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { Newsroom } from '../events/newsroom.js'
import { arrivalsAt, arrived, behave } from '../newsroom/src/inbox.js'
import { brokers, type OpenBroker } from '../support/brokers.js'

for (const broker of brokers) {
  describe(`a method that consumes a queue on ${broker.name}`, () => {
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

    function send(queue: string, text: string): void {
      room.channel.sendToQueue(queue, Buffer.from(text))
    }

    it('is called with each message, whoever sent it', async () => {
      await room.reader()
      send('letters', '{"text": "one", "more": 1}')
      await room.emitter()
      await (await room.news()).send('letters', { text: 'two' })
      const arrivals = await arrived('letter', 2)
      const texts = arrivals.map(({ payload }) => payload)
      assert.deepEqual(texts, [{ text: 'one' }, { text: 'two' }])
    })

    it('finds the messages that came before it', async () => {
      await room.channel.assertQueue('letters')
      send('letters', '{"text": "early"}')
      await room.reader()
      await arrived('letter', 1)
    })

    it('declares a queue as it is described', async () => {
      await room.reader()
      await room.channel.assertQueue('archive-all', { arguments: { 'x-max-length': 1000 } })
      room.channel.publish('archive', 'any.key', Buffer.from('[1]'))
      const [arrival] = await arrived('archived', 1)
      assert.deepEqual(arrival!.payload, [1])
    })

    it('is called again where it has failed, and then leaves the message with the reason', async () => {
      await room.reader()
      behave('letter', () => {
        throw new Error('no glasses')
      })
      send('letters', '{"text": "small"}')
      const { content, properties } = await room.take('letters--dead')
      assert.equal(content.toString(), '{"text": "small"}')
      assert.equal(properties.headers?.['mycelia.error_message'], 'no glasses')
      assert.equal(properties.headers?.['mycelia.attempts'], 2)
      assert.equal(arrivalsAt('letter').length, 2)
    })

    it('is not called with what it does not take', async () => {
      await room.reader()
      send('letters', '{"text": 1}')
      const { properties } = await room.take('letters--dead')
      assert.match(
        properties.headers?.['mycelia.error_message'],
        /letter does not take this payload/,
      )
      assert.deepEqual(arrivalsAt('letter'), [])
    })
  })
}
