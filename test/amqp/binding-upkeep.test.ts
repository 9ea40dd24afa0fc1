import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type Channel, type ChannelModel, connect } from 'amqplib'
import type { Queue } from '../../runtime/transport/index.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { Inbox } from './inbox.js'
import { type OpenTransport, openTransport } from './open-transport.js'

for (const broker of brokers) {
  describe(`a consumer whose exchange is deleted, on ${broker.name}`, () => {
    let opened: OpenBroker
    /** Somebody else, with the rights to do harm. */
    let other: ChannelModel
    let channel: Channel
    let count = 0
    /** A new one for each test. */
    let exchange: { readonly name: string; readonly type: 'topic' }

    before(async () => {
      opened = await broker.open()
      other = await connect(opened.uri, { noDelay: true })
      channel = await other.createChannel()
    })
    after(async () => {
      await Promise.all([once(other, 'close'), other.close()])
      await opened.close()
    })
    beforeEach(() => {
      exchange = { name: `things-${++count}`, type: 'topic' }
    })

    async function consume({ transport }: OpenTransport, queue: Partial<Queue>): Promise<Inbox> {
      const inbox = new Inbox(queue.name ?? exchange.name)
      inbox.consumer = await transport.consume({
        exchanges: [exchange],
        queue: {
          name: exchange.name,
          bindings: [{ exchange: exchange.name, routingKey: 'a' }],
          ...queue,
        },
        onMessage: (message) => inbox.take(message),
      })
      return inbox
    }

    /** Messages on and on, as the exchange takes none to a queue that is not bound yet. */
    function keepSending(): Disposable {
      const timer = setInterval(() => channel.publish(exchange.name, 'a', Buffer.from('x')), 20)
      return { [Symbol.dispose]: () => clearInterval(timer) }
    }

    for (const name of ['named', '']) {
      const which = name === '' ? 'that the broker has named' : 'with a name'
      it(`is bound again without having lost anything: a queue ${which}`, async () => {
        await using open = await openTransport(opened.uri, { heartbeat: 1 })
        const inbox = await consume(open, { name, exclusive: true })
        await channel.deleteExchange(exchange.name)
        await channel.assertExchange(exchange.name, exchange.type)
        using _ = keepSending()
        assert.equal((await inbox.next()).body.toString(), 'x')
        assert.deepEqual(open.told.lines, [])
      })
    }

    it('is bound again at once when a publisher of its own finds that it is gone', async () => {
      await using open = await openTransport(opened.uri, { heartbeat: 0 })
      const inbox = await consume(open, {})
      const publisher = open.transport.publisher({ exchanges: [exchange] })
      await open.transport.ready()
      await channel.deleteExchange(exchange.name)
      const message = { exchange: exchange.name, routingKey: 'a', body: Buffer.from('x') }
      const timer = setInterval(() => publisher.publish(message), 20)
      assert.equal((await inbox.next()).body.toString(), 'x')
      clearInterval(timer)
    })

    it('keeps what it has when it cannot be bound again, and says so once', async () => {
      await using open = await openTransport(opened.uri, { heartbeat: 1 })
      const inbox = await consume(open, {})
      await channel.deleteExchange(exchange.name)
      await channel.assertExchange(exchange.name, 'fanout')
      const line = await open.told.untilLine(/cannot keep queues bound/)
      assert.match(line, /^warn: .* 406 PRECONDITION_FAILED .*inequivalent arg 'type'/)
      channel.sendToQueue(inbox.queue, Buffer.from('direct'))
      assert.equal((await inbox.next()).body.toString(), 'direct')
      await channel.deleteExchange(exchange.name)
      await channel.assertExchange(exchange.name, exchange.type)
      using _ = keepSending()
      await inbox.next()
      assert.equal(open.told.lines.length, 1)
    })
  })
}
