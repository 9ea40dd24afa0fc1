import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { type Channel, type ChannelModel, connect } from 'amqplib'
import type { ConsumeOptions } from '../../runtime/transport/index.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { Inbox } from './inbox.js'
import { type OpenTransport, openTransport } from './open-transport.js'

for (const broker of brokers) {
  describe(`a consumer that acknowledges by itself, on ${broker.name}`, () => {
    let opened: OpenBroker
    let proxy: TcpProxy
    let open: OpenTransport
    /** Somebody else. */
    let other: ChannelModel
    let channel: Channel

    before(async () => {
      opened = await broker.open()
      other = await connect(opened.uri, { noDelay: true })
      channel = await other.createChannel()
    })
    after(async () => {
      await Promise.all([once(other, 'close'), other.close()])
      await opened.close()
    })
    beforeEach(async () => {
      proxy = await TcpProxy.start(opened.uri)
      open = await openTransport(proxy.uri)
    })
    afterEach(async () => {
      await open.transport.close()
      await proxy.close()
    })

    let count = 0
    /** Consumes from a queue that holds messages already. */
    async function consume(messages: number, options: Partial<ConsumeOptions>): Promise<Inbox> {
      const inbox = new Inbox(`acknowledged-${++count}`)
      await channel.assertQueue(inbox.queue)
      for (let i = 0; i < messages; i++) channel.sendToQueue(inbox.queue, Buffer.from(`${i}`))
      inbox.consumer = await open.transport.consume({
        queue: { name: inbox.queue, bindings: [] },
        ack: 'auto',
        onMessage: (message) => inbox.take(message),
        ...options,
      })
      return inbox
    }

    it('acknowledges several at once, all of them before long', async () => {
      const all = proxy.next('basicAck', ({ deliveryTag }) => deliveryTag === 100)
      await consume(100, {})
      await all
      const acks = proxy.sent('basicAck')
      assert.ok(acks.every(({ multiple }) => multiple))
      assert.ok(acks.length < 50, `${acks.length} acknowledgements`)
    })

    it('never keeps the broker waiting that sends no more than a few', async () => {
      const all = proxy.next('basicAck', ({ deliveryTag }) => deliveryTag === 20)
      await consume(20, { prefetch: 1 })
      await all
      assert.equal(proxy.sent('basicAck').length, 20)
    })

    it('acknowledges at its end what it has taken', async () => {
      const inbox = await consume(1, {})
      await inbox.next()
      await open.transport.close()
      assert.equal((await channel.checkQueue(inbox.queue)).messageCount, 0)
    })
  })
}
