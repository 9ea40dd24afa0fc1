import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { MessageSender } from '../../runtime/messaging/index.js'
import type { Transport } from '../../runtime/transport/index.js'
import { eventExchange } from '../../runtime/wire/index.js'
import { isPending, openTransport } from '../amqp/open-transport.js'
import { newsServer } from '../newsroom/src/generated/news.server.js'
import { arrived } from '../newsroom/src/inbox.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { Newsroom } from './newsroom.js'

const PATIENCE = 30_000

for (const broker of brokers) {
  describe(`emitting over a line that breaks to ${broker.name}`, () => {
    let opened: OpenBroker
    let room: Newsroom
    let proxy: TcpProxy
    let transport: Transport
    let sender: MessageSender

    before(async () => {
      opened = await broker.open()
    })
    beforeEach(async () => {
      room = await Newsroom.open(opened)
      await room.reader()
      proxy = await TcpProxy.start(opened.uri)
      transport = (await openTransport(proxy.uri)).transport
      sender = new MessageSender({
        transport,
        eventExchange: eventExchange('news_service'),
        declareEventExchange: true,
        events: newsServer.events!,
        timeout: PATIENCE,
        maxMessageSize: 1000,
      })
      await sender.emit('retracted', { id: 'first' })
      await arrived('careless', 1)
    })
    afterEach(async () => {
      await transport.close()
      await proxy.close()
      await room[Symbol.asyncDispose]()
    })
    after(() => opened.close())

    /** Resolves when the transport has noticed. */
    async function breakLine(): Promise<void> {
      proxy.refuse()
      proxy.cut()
      while (!(await isPending(transport.ready()))) await setImmediate()
    }

    it('waits for the broker, and sends what it was given meanwhile', async () => {
      await breakLine()
      const emitted = sender.emit('retracted', { id: 'second' })
      await proxy.allow()
      await emitted
      const arrivals = await arrived('careless', 2)
      assert.equal(arrivals[1]!.payload.id, 'second')
    })

    it('sends again what may have got lost with the line', async () => {
      const cut = proxy.cutAt('basicPublish')
      await sender.emit('retracted', { id: 'second' })
      await cut
      const arrivals = await arrived('careless', 2)
      assert.equal(arrivals[1]!.payload.id, 'second')
    })

    it('fails after its timeout where it was never sent, and calls a retry safe', async () => {
      await breakLine()
      await assert.rejects(sender.emit('retracted', { id: 'x' }, { timeout: 50 }), {
        code: 'PublishTimeout',
        retry: 'safe',
        message: /"retracted" to exchange "news_service.events" was not sent: no connection/,
      })
    })

    it('fails after its timeout where the broker may have taken it, and says so', async () => {
      proxy.hold('down')
      await assert.rejects(sender.emit('retracted', { id: 'x' }, { timeout: 50 }), {
        code: 'PublishTimeout',
        retry: 'unknown',
        message: /the broker did not confirm .* within 50 ms; it may have taken it/,
      })
      proxy.release()
    })

    it('fails when the transport is closed', async () => {
      await breakLine()
      const emitted = sender.emit('retracted', { id: 'x' })
      await Promise.all([
        assert.rejects(emitted, { code: 'ConnectionLost', retry: 'safe' }),
        transport.close(),
      ])
    })

    it('refuses what is larger than max_message_size', async () => {
      await assert.rejects(sender.emit('retracted', { id: 'x'.repeat(1000) }), {
        code: 'MessageTooLarge',
      })
    })

    it('refuses an event that the generated files do not know', async () => {
      await assert.rejects(sender.emit('renamed', {}), {
        code: 'ServiceDefinitionError',
        message: /do not know the event "renamed": run `mycelia generate`/,
      })
    })
  })
}
