import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { type Channel, type ChannelModel, connect } from 'amqplib'
import type { ConsumeOptions, IncomingMessage } from '../../runtime/transport/index.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { Inbox } from './inbox.js'
import { type OpenTransport, openTransport } from './open-transport.js'

for (const broker of brokers) {
  describe(`what acknowledges messages, on ${broker.name}`, () => {
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

    it('is the transport, if told so: several at once, all of them before long', async () => {
      const all = proxy.next('basicAck', ({ deliveryTag }) => deliveryTag === 100)
      await consume(100, {})
      await all
      const acks = proxy.sent('basicAck')
      assert.ok(acks.every(({ multiple }) => multiple))
      assert.ok(acks.length < 50, `${acks.length} acknowledgements`)
    })

    it('is never so slow that a broker waits which sends no more than a few', async () => {
      const all = proxy.next('basicAck', ({ deliveryTag }) => deliveryTag === 20)
      await consume(20, { prefetch: 1 })
      await all
      assert.equal(proxy.sent('basicAck').length, 20)
    })

    it('does so at its end with what it has taken', async () => {
      const inbox = await consume(1, {})
      await inbox.next()
      await open.transport.close()
      assert.equal((await channel.checkQueue(inbox.queue)).messageCount, 0)
    })

    it('is the handler otherwise: in one frame what it is done with in one tick', async () => {
      const inbox = await consume(10, { ack: 'manual', prefetch: 10 })
      const messages = await take(inbox, 10)
      const all = proxy.next('basicAck')
      for (const message of messages) message.ack()
      await all
      assert.deepEqual(acks(), [[10, true]])
      await open.transport.close()
      assert.equal((await channel.checkQueue(inbox.queue)).messageCount, 0)
    })

    it('never acknowledges what is still under way', async () => {
      const inbox = await consume(5, { ack: 'manual', prefetch: 5 })
      const [one, two, three, four, five] = await take(inbox, 5)
      const sent = proxy.next('basicAck', ({ deliveryTag }) => deliveryTag === 2)
      for (const message of [five, one, two, four]) message!.ack()
      await sent
      assert.deepEqual(acks(), [
        [5, false],
        [4, false],
        [2, true],
      ])
      const rejected = proxy.next('basicReject')
      three!.requeue()
      await rejected
      const again = await inbox.next()
      assert.deepEqual([again.body.toString(), again.redelivered], ['2', true])
      again.ack()
    })

    function acks(): readonly (readonly [number, boolean])[] {
      return proxy.sent('basicAck').map(({ deliveryTag, multiple }) => [deliveryTag, multiple])
    }
  })
}

async function take(inbox: Inbox, count: number): Promise<readonly IncomingMessage[]> {
  const messages: IncomingMessage[] = []
  while (messages.length < count) messages.push(await inbox.next())
  return messages
}
