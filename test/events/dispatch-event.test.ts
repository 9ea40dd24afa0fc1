import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  type Channel,
  type ChannelModel,
  type ConsumeMessage,
  connect as connectRaw,
} from 'amqplib'
import { BrokerRefused, type Cluster, connect, MessageTooLarge } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'

for (const broker of brokers) {
  describe(`cluster.dispatchEvent on ${broker.name}`, () => {
    let opened: OpenBroker
    let cluster: Cluster
    let raw: ChannelModel
    let channel: Channel
    const received: ConsumeMessage[] = []

    before(async () => {
      opened = await broker.open()
      cluster = await connect({ uri: opened.uri, log: quiet })
      raw = await connectRaw(opened.uri)
      channel = await raw.createChannel()
      // As a handler declares them.
      await channel.assertExchange('orders.events', 'topic', { durable: true })
      await channel.assertQueue('evt-orders-placed--billing.bill', { durable: true })
      await channel.bindQueue('evt-orders-placed--billing.bill', 'orders.events', 'placed')
      await channel.consume('evt-orders-placed--billing.bill', (message) => {
        if (message !== null) received.push(message)
      })
    })
    after(async () => {
      await raw.close()
      await cluster.close()
      await opened.close()
    })

    async function nextEvent(): Promise<ConsumeMessage> {
      // The broker has put it into the queue: what is asked on the channel comes after it.
      await channel.checkQueue('evt-orders-placed--billing.bill')
      return received.pop()!
    }

    async function checkExchange(name: string): Promise<void> {
      const own = await raw.createChannel()
      // The channel is closed over an exchange that is not there.
      own.on('error', () => {})
      await own.checkExchange(name)
    }

    it("publishes as Nameko's standalone dispatcher does", async () => {
      await cluster.dispatchEvent('orders', 'placed', { id: 7, to: 'ナメコ' })
      const { fields, properties, content } = await nextEvent()
      assert.deepEqual([fields.exchange, fields.routingKey], ['orders.events', 'placed'])
      assert.deepEqual(JSON.parse(content.toString()), { id: 7, to: 'ナメコ' })
      assert.deepEqual(
        {
          contentType: properties.contentType,
          contentEncoding: properties.contentEncoding,
          deliveryMode: properties.deliveryMode,
          priority: properties.priority,
          headers: { ...properties.headers },
          correlationId: properties.correlationId,
          replyTo: properties.replyTo,
        },
        {
          contentType: 'application/json',
          contentEncoding: 'utf-8',
          deliveryMode: 2,
          priority: 0,
          headers: {},
          correlationId: undefined,
          replyTo: undefined,
        },
      )
    })

    it('is content when nobody handles the event', async () => {
      await cluster.dispatchEvent('orders', 'lost', null)
    })

    it('fails at once, and says why, where no service has declared the events', async () => {
      const start = Date.now()
      await assert.rejects(
        cluster.dispatchEvent('nosuch', 'x', 1),
        (error) => error instanceof BrokerRefused && /"nosuch\.events"/.test(error.message),
      )
      assert.ok(Date.now() - start < 2_000)
      await assert.rejects(checkExchange('nosuch.events'))
    })

    it('works again after such a failure, as do calls', async () => {
      await assert.rejects(cluster.dispatchEvent('nosuch', 'x', 1), BrokerRefused)
      await cluster.dispatchEvent('orders', 'placed', 1)
      assert.equal((await nextEvent()).content.toString(), '1')
    })

    it('refuses what is larger than max_message_size', async () => {
      const config = { ...(await loadConfig({ broker: opened.uri })), maxMessageSize: 10 }
      await using small = await connect({ config, log: quiet })
      await assert.rejects(small.dispatchEvent('orders', 'placed', 'x'.repeat(11)), MessageTooLarge)
    })
  })
}
