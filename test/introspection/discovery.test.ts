import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { after, before, describe, it } from 'node:test'
import { connect as connectRaw } from 'amqplib'
import { type Cluster, connect, type Instance, type Running, run } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { version } from '../../runtime/version.js'
import { ordersServer } from '../golden/events/src/generated/orders.server.js'
import { shippingServer } from '../golden/events/src/generated/shipping.server.js'
import { rivalServer } from '../golden/http/src/generated/rival.server.js'
import { ProbeClient } from '../probe/src/generated/probe.client.js'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'

for (const broker of brokers) {
  describe(`cluster.discover on ${broker.name}`, () => {
    let opened: OpenBroker
    let running: Running
    let cluster: Cluster

    before(async () => {
      opened = await broker.open()
      running = await run([probeServer], { uri: opened.uri, log: quiet })
      cluster = await connect({ uri: opened.uri, log: quiet })
    })
    after(async () => {
      await cluster.close()
      await running.close()
      await opened.close()
    })

    it('tells who runs where, in which version', async () => {
      const [instance, ...others] = await cluster.discover()
      assert.deepEqual(others, [])
      const { host, pid, versions, started, shortened } = instance!
      assert.deepEqual(
        { host, pid, versions, shortened },
        {
          host: hostname(),
          pid: process.pid,
          versions: { mycelia: version, node: process.versions.node },
          shortened: undefined,
        },
      )
      assert.ok(Date.now() - Date.parse(started) < 60_000)
    })

    it('tells what is served: contract, names on the wire, signatures, docs and types', async () => {
      const [instance] = await cluster.discover()
      const [service] = instance!.services
      assert.equal(service!.name, 'probe_service')
      assert.equal(service!.contract, ProbeClient.definition.contract)
      assert.deepEqual(
        service!.methods.map(({ name }) => name),
        Object.values(probeServer.methods).map(({ name }) => name),
      )
      const total = service!.methods.find(({ name }) => name === 'total_quantity')
      assert.match(total!.signature!, /^total_quantity\(order_items: Item\[\]\): number$/)
      assert.ok(Object.keys(service!.types ?? {}).length > 0)
    })

    it('tells what is emitted, handled and done by the clock', async () => {
      const shop = await run([ordersServer, shippingServer], { uri: opened.uri, log: quiet })
      try {
        const services = (await cluster.discover()).flatMap(({ services }) => services)
        const named = (name: string) => services.find((service) => service.name === name)!
        assert.deepEqual(named('orders_service').events, [
          { type: 'order_created', payload: 'Order', doc: 'An order has been placed.' },
          { type: 'order_cancelled', payload: '{ id: string; reason?: string }' },
          { type: 'stock.empty', payload: 'string[]', doc: 'Nothing is left to ship.' },
        ])
        const { handlers, timers } = named('shipping_service')
        assert.deepEqual(handlers!.slice(0, 1), [
          { from: 'orders_service', type: 'order_created', signature: 'shipOrder(payload: Order)' },
        ])
        assert.deepEqual(handlers!.at(-1), {
          queue: 'parcels',
          signature: 'track(payload: { code: string; weight: number | null })',
        })
        assert.deepEqual(timers, [
          { method: 'poll', when: '5s' },
          { method: 'cleanUp', when: '0 3 * * *', timeZone: 'Europe/Berlin', once: 'cluster' },
        ])
        const { events, handlers: none, timers: never } = named('probe_service')
        assert.deepEqual([events, none, never], [undefined, undefined, undefined])
      } finally {
        await shop.close()
      }
    })

    it('tells what is answered over HTTP, and where', async () => {
      const config = {
        ...(await loadConfig({ broker: opened.uri })),
        webServer: { host: '127.0.0.1', port: 0 },
      }
      await using shop = await run([rivalServer], { config, log: quiet })
      const instances = await cluster.discover()
      const { http, services } = instances.find(({ services }) => services[0]!.routes)!
      assert.equal(http, shop.http)
      assert.deepEqual(services[0]!.routes?.slice(0, 2), [
        {
          verb: 'PUT',
          path: '/items/:sku',
          method: 'item',
          signature: 'item(sku: string): string',
        },
        {
          verb: 'GET',
          path: '/rival/:firstName',
          method: 'greet',
          signature: 'greet(firstName: string, ...other_names: string[]): string',
          doc: 'Asks the shop, over the broker.',
        },
      ])
    })

    it('hears of every instance, once', async () => {
      const second = await run([{ ...probeServer, name: 'probe_service' }], {
        uri: opened.uri,
        log: quiet,
      })
      try {
        const instances = await cluster.discover()
        assert.equal(instances.length, 2)
        assert.notEqual(instances[0]!.id, instances[1]!.id)
      } finally {
        await second.close()
      }
      assert.equal((await cluster.discover()).length, 1)
    })

    it('takes about as long as it is told', async () => {
      const start = Date.now()
      await cluster.discover({ within: '100ms' })
      const took = Date.now() - start
      assert.ok(took >= 99 && took < 1_000, `${took} ms`)
    })

    it('leaves no queue behind, and never a message in an RPC queue', async () => {
      await cluster.discover({ within: 50 })
      const raw = await connectRaw(opened.uri)
      try {
        const channel = await raw.createChannel()
        const { messageCount, consumerCount } = await channel.checkQueue('rpc-probe_service')
        assert.deepEqual({ messageCount, consumerCount }, { messageCount: 0, consumerCount: 1 })
      } finally {
        await raw.close()
      }
    })

    it('is not misled by messages that are no answers, or no questions', async () => {
      const raw = await connectRaw(opened.uri)
      try {
        const channel = await raw.createConfirmChannel()
        const { queue } = await channel.assertQueue('', { exclusive: true })
        await channel.bindQueue(queue, 'mycelia', '#')
        const answers = once(channel, 'answered')
        await channel.consume(queue, (message) => {
          if (message === null) return
          const { replyTo } = message.properties
          if (message.fields.routingKey !== 'discover' || replyTo === undefined) return
          for (const body of ['{', '7', 'null', '{"id":"x"}', JSON.stringify(liar)]) {
            channel.publish('mycelia', `answer.${replyTo}`, Buffer.from(body))
          }
          channel.emit('answered')
        })
        // Its answer would be a question to all, and theirs again.
        channel.publish('mycelia', 'discover', Buffer.from('{}'), { replyTo: 'a.b' })
        channel.publish('mycelia', 'discover', Buffer.from('{}'))
        const instances = await cluster.discover()
        await answers
        assert.deepEqual(
          instances.map(({ services }) => services.map(({ name }) => name)),
          [['probe_service']],
        )
      } finally {
        await raw.close()
      }
    })

    it('does not hear of instances with introspection: false', async () => {
      const config = await loadConfig({ broker: opened.uri })
      const silent = await run([{ ...probeServer, name: 'probe_service' }], {
        config: { ...config, introspection: false },
        log: quiet,
      })
      try {
        assert.equal((await cluster.discover()).length, 1)
      } finally {
        await silent.close()
      }
    })
  })
}

/** Almost an instance. */
const liar: Instance = {
  id: randomUUID(),
  host: 'x',
  pid: 1,
  started: '',
  versions: { mycelia: '1', node: '1' },
  services: [{ name: 'x', contract: 'x', methods: [{ name: 7 as never }] }],
}
