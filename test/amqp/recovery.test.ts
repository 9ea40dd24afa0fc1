import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { type Channel, type ChannelModel, connect } from 'amqplib'
import { BrokerRefused } from 'mycelia'
import { encodeFrame, encodeMethod, FRAME_METHOD } from '../../runtime/frames/index.js'
import type { ConsumeOptions, IncomingMessage, Transport } from '../../runtime/transport/index.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { Inbox } from './inbox.js'
import { openTransport, type Told } from './open-transport.js'

const EXCHANGE = { name: 'things', type: 'topic' } as const

for (const broker of brokers) {
  describe(`a transport whose connection is cut, on ${broker.name}`, () => {
    let opened: OpenBroker
    let proxy: TcpProxy
    let transport: Transport
    let told: Told
    /** Somebody else, who is not cut off. */
    let other: ChannelModel
    let channel: Channel

    before(async () => {
      opened = await broker.open()
      other = await connect(opened.uri, { noDelay: true })
      channel = await other.createChannel()
    })
    after(async () => {
      const closed = once(other, 'close')
      await other.close()
      await closed
      await opened.close()
    })
    beforeEach(async () => {
      proxy = await TcpProxy.start(opened.uri)
      const open = await openTransport(proxy.uri)
      transport = open.transport
      told = open.told
    })
    afterEach(async () => {
      await transport.close()
      await proxy.close()
    })

    let count = 0
    /** Consumes from a queue of the test's own, bound to its own name. */
    async function consume(options: Partial<ConsumeOptions> = {}): Promise<Inbox> {
      const name = `q-${++count}`
      const inbox = new Inbox(name)
      inbox.consumer = await transport.consume({
        exchanges: [EXCHANGE],
        queue: { name, bindings: [{ exchange: EXCHANGE.name, routingKey: name }] },
        onMessage: (message) => inbox.take(message),
        ...options,
      })
      return inbox
    }

    const send = (inbox: Inbox, text: string) =>
      channel.publish(EXCHANGE.name, inbox.queue, Buffer.from(text))

    async function publish(routingKey: string, text: string): Promise<void> {
      const publisher = transport.publisher({ exchanges: [EXCHANGE] })
      const message = { exchange: EXCHANGE.name, routingKey, body: Buffer.from(text) }
      while (!publisher.publish(message)) await transport.ready()
    }

    it('goes on where it was: what it declared, consumed and published works again', async () => {
      const inbox = await consume()
      const publisher = transport.publisher({ exchanges: [EXCHANGE] })
      const message = { exchange: EXCHANGE.name, routingKey: inbox.queue, body: Buffer.from('a') }
      for (let times = 1; times <= 3; times++) {
        while (!publisher.publish(message)) await transport.ready()
        const received = await inbox.next()
        assert.equal(received.body.toString(), 'a')
        received.ack()
        proxy.cut()
        await told.until('connected', times + 1)
      }
      assert.equal(told.count('disconnected'), 3)
    })

    it('tells that it was lost, why, and that it is back, in this order and once', async () => {
      proxy.cut()
      await told.until('connected', 2)
      assert.deepEqual(
        told.events.map(({ type }) => type),
        ['connected', 'disconnected', 'retrying', 'connected'],
      )
      const lost = told.events[1]!
      assert.ok(lost.type === 'disconnected' && /ECONNRESET|closed|close/.test(lost.error.message))
    })

    it('declares a queue anew that was deleted meanwhile', async () => {
      const inbox = await consume()
      proxy.refuse()
      proxy.cut()
      await told.until('retrying', 1)
      await channel.deleteQueue(inbox.queue)
      await proxy.allow()
      await inbox.consuming(channel)
      send(inbox, 'after')
      assert.equal((await inbox.next()).body.toString(), 'after')
    })

    it('gets what was not acknowledged again; a late acknowledgement does no harm', async () => {
      const inbox = await consume({ prefetch: 1 })
      send(inbox, 'one')
      const first = await inbox.next()
      assert.equal(first.redelivered, false)
      proxy.cut()
      const again = await inbox.next()
      assert.deepEqual([again.body.toString(), again.redelivered], ['one', true])
      // With prefetch 1, a tag that reached the broker would let the next message come.
      send(inbox, 'two')
      first.ack()
      first.requeue()
      again.ack()
      again.ack()
      const two = await inbox.next()
      assert.equal(two.body.toString(), 'two')
      two.ack()
      assert.deepEqual(told.lines, [])
    })

    it('survives a cut while it connects, whatever was under way', async () => {
      const inbox = await consume()
      const moments = [
        'connectionStart',
        'connectionStartOk',
        'connectionTuneOk',
        'connectionOpenOk',
        'channelOpen',
        'channelOpenOk',
        'channelClose',
        'channelCloseOk',
        'exchangeDeclare',
        'exchangeDeclareOk',
        'queueDeclareOk',
        'queueBind',
        'basicConsume',
        'basicConsumeOk',
      ] as const
      for (const moment of moments) {
        const cut = proxy.cutAt(moment)
        proxy.cut()
        await cut
        await inbox.consuming(channel)
        send(inbox, moment)
        let message = await inbox.next()
        // The acknowledgement of the one before may have been cut off.
        while (message.redelivered) message = await inbox.next()
        assert.equal(message.body.toString(), moment)
        message.ack()
      }
      await transport.ready()
    })

    it('leaves nothing behind after many cuts', async () => {
      const inbox = await consume()
      const publisher = transport.publisher({ exchanges: [EXCHANGE] })
      const warnings: Error[] = []
      const onWarning = (warning: Error) => warnings.push(warning)
      process.on('warning', onWarning)
      const before = await counts()
      for (let times = 1; times <= 50; times++) {
        proxy.cut()
        await told.until('connected', times + 1)
      }
      await inbox.consuming(channel)
      while (
        !publisher.publish({
          exchange: EXCHANGE.name,
          routingKey: inbox.queue,
          body: Buffer.alloc(1),
        })
      ) {
        await transport.ready()
      }
      await inbox.next()
      assert.deepEqual(await counts(), before)
      process.off('warning', onWarning)
      assert.deepEqual(warnings, [], 'of listeners that gather')

      async function counts(): Promise<object> {
        const { consumerCount } = await channel.checkQueue(inbox.queue)
        const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap')
        return { consumerCount, open: proxy.open, sockets: sockets.length }
      }
    })

    it('consumes from a queue again that was deleted under it', async () => {
      const inbox = await consume()
      await channel.deleteQueue(inbox.queue)
      await told.untilLine(
        /^warn: lost the channel to consume from queue ".*": .*queue was deleted.*opened again/,
      )
      await inbox.consuming(channel)
      send(inbox, 'after')
      assert.equal((await inbox.next()).body.toString(), 'after')
      assert.equal(told.count('disconnected'), 0)
    })

    it('refuses to consume at the start when the broker refuses the queue, and does not try again', async () => {
      await channel.assertQueue('differs', { durable: false, autoDelete: true })
      await assert.rejects(consume({ queue: { name: 'differs', bindings: [] } }), (error) => {
        assert.ok(error instanceof BrokerRefused)
        assert.match(
          error.message,
          /^cannot consume from queue "differs": the broker answered 406 PRECONDITION_FAILED - inequivalent arg/,
        )
        return true
      })
      proxy.cut()
      await told.until('connected', 2)
      await transport.ready()
      assert.equal(proxy.sent('queueDeclare').length, 1)
      assert.equal((await consume()).queue, `q-${count}`, 'the transport is of use as before')
    })

    it('tries less and less often when the queue is refused later, until it is not', async () => {
      const inbox = await consume()
      proxy.refuse()
      proxy.cut()
      await told.until('retrying', 1)
      await channel.deleteQueue(inbox.queue)
      await channel.assertQueue(inbox.queue, { durable: false })
      const before = proxy.sent('queueDeclare').length
      const start = performance.now()
      await proxy.allow()
      await told.untilLine(/^error: cannot consume from queue .* 406 /)
      await proxy.next('channelOpen')
      await proxy.next('channelOpen')
      await proxy.next('channelOpen')
      // Pauses of 20, 40 and 80 ms, each less a quarter at most.
      assert.ok(performance.now() - start > 80, 'no hot loop')
      assert.ok(proxy.sent('queueDeclare').length - before <= 4)
      await channel.deleteQueue(inbox.queue)
      await inbox.consuming(channel)
      send(inbox, 'after')
      assert.equal((await inbox.next()).body.toString(), 'after')
      assert.equal(told.count('disconnected'), 1, 'the connection stays')
    })

    it('opens a channel anew that the broker closed over a publish', async () => {
      const inbox = await consume()
      const publisher = transport.publisher()
      const body = Buffer.from('a')
      await transport.ready()
      assert.equal(publisher.publish({ exchange: 'nowhere', routingKey: 'x', body }), true)
      await told.untilLine(
        /^warn: lost the channel to publish: 404 NOT_FOUND - no exchange 'nowhere'/,
      )
      while (!publisher.publish({ exchange: EXCHANGE.name, routingKey: inbox.queue, body })) {
        await transport.ready()
      }
      assert.equal((await inbox.next()).body.toString(), 'a')
      assert.equal(told.count('disconnected'), 0)
    })

    it('lets a handler throw without losing anything', async () => {
      let calls = 0
      const inbox = new Inbox('throws')
      await transport.consume({
        queue: { name: inbox.queue, bindings: [] },
        onMessage: (message: IncomingMessage) => {
          if (calls++ === 0) throw new Error('of the handler')
          inbox.take(message)
        },
      })
      channel.sendToQueue(inbox.queue, Buffer.from('one'))
      channel.sendToQueue(inbox.queue, Buffer.from('two'))
      assert.equal((await inbox.next()).body.toString(), 'two')
      assert.match(told.lines.join(), /^error: the handler of messages from "throws" failed$/)
    })

    it('finishes a goodbye that is cut off', async () => {
      await consume()
      await publish('x', 'y')
      const cut = proxy.cutAt('connectionClose')
      const start = performance.now()
      await Promise.all([transport.close(), cut])
      assert.ok(performance.now() - start < 2_000)
    })

    it('stops publishing while the broker is short of memory, and tells', async () => {
      const publisher = transport.publisher({ exchanges: [EXCHANGE] })
      await transport.ready()
      const body = Buffer.from('a')
      const message = { exchange: EXCHANGE.name, routingKey: 'x', body }
      assert.equal(publisher.publish(message), true)
      proxy.inject('down', blocked('low on memory'))
      assert.deepEqual(await told.until('blocked'), { type: 'blocked', reason: 'low on memory' })
      assert.equal(publisher.publish(message), false)
      const ready = transport.ready()
      proxy.inject('down', UNBLOCKED)
      await ready
      assert.equal(publisher.publish(message), true)
      assert.deepEqual([told.count('blocked'), told.count('unblocked')], [1, 1])
    })

    it('closes in good time while it is blocked', async () => {
      proxy.inject('down', blocked('low on disk'))
      await told.until('blocked')
      const start = performance.now()
      await transport.close()
      assert.ok(performance.now() - start < 2_000)
    })

    it('forgets that it was blocked when it is connected anew', async () => {
      proxy.inject('down', blocked('low on memory'))
      await told.until('blocked')
      proxy.cut()
      await told.until('connected', 2)
      await publish('x', 'y')
    })
  })
}

function blocked(reason: string): Buffer {
  return encodeFrame(FRAME_METHOD, 0, encodeMethod('connectionBlocked', { reason }))
}

const UNBLOCKED = encodeFrame(FRAME_METHOD, 0, encodeMethod('connectionUnblocked', {}))
