import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type ConfirmChannel, type ConsumeMessage, connect as connectPeer } from 'amqplib'
import {
  type Cluster,
  connect,
  type ObservedCall,
  type Running,
  run,
  type ServiceDefinition,
} from 'mycelia'
import { startBroker } from 'mycelia/broker'
import { type LoadedConfig, loadConfig } from 'mycelia/config'
import { callerNeeds, needsOf, rightsOf } from 'mycelia/operations'
import { ticks } from '../clockwork/src/clock.service.js'
import { clockServer } from '../clockwork/src/generated/clock.server.js'
import { NewsClient } from '../newsroom/src/generated/news.client.js'
import { newsServer } from '../newsroom/src/generated/news.server.js'
import { readerServer } from '../newsroom/src/generated/reader.server.js'
import { arrived, behave, emptyInbox } from '../newsroom/src/inbox.js'
import { OrdersClient } from '../shop/src/generated/orders.client.js'
import { ordersServer } from '../shop/src/generated/orders.server.js'
import { paymentsServer } from '../shop/src/generated/payments.server.js'
import { shippingServer } from '../shop/src/generated/shipping.server.js'
import { runCommand } from '../support/command.js'
import { quiet } from '../support/quiet.js'
import { type LimitedVhost, limitedBrokers } from './limited-brokers.js'
import { attempt, send } from './peer.js'

const config: LoadedConfig = await loadConfig({ broker: 'amqp://localhost' })
const shop = [ordersServer, paymentsServer, shippingServer]
const newsroom = [newsServer, readerServer]
const needs = [...shop, ...newsroom, clockServer].map((definition) => needsOf(definition, config))
const caller = callerNeeds('web', ['orders_service', 'news_service'], config)

const order = { sku: 'tea', amount: 5, placedAt: new Date(0) }

for (const broker of limitedBrokers) {
  describe(`least privilege on ${broker.name}`, () => {
    let vhost: LimitedVhost
    before(async () => {
      vhost = await broker.open([...needs, caller])
    })
    after(() => vhost.close())

    /** Runs each service as its own user, and a caller as `web`. */
    async function serving(
      definitions: readonly ServiceDefinition[],
      work: (cluster: Cluster) => Promise<void>,
      onCall: (call: ObservedCall) => void = () => {},
    ): Promise<void> {
      const running: Running[] = []
      try {
        for (const definition of definitions) {
          const uri = vhost.uri(definition.name)
          running.push(await run([definition], { uri, log: quiet, onCall }))
        }
        await using cluster = await connect({ uri: vhost.uri('web'), log: quiet })
        await work(cluster)
      } finally {
        for (const services of running.reverse()) await services.close()
      }
    }

    it('lets services call, answer, emit and handle, and callers ask who runs', async () => {
      let shipped: () => void = () => {}
      const ship = new Promise<void>((resolve) => (shipped = resolve))
      await serving(
        shop,
        async (cluster) => {
          assert.equal(await cluster.client(OrdersClient).place(order), 'paid 5 in en')
          await ship
          const instances = await cluster.discover()
          const names = instances.flatMap(({ services }) => services.map(({ name }) => name))
          assert.deepEqual(names.sort(), ['orders_service', 'payments_service', 'shipping_service'])
        },
        ({ method }) => method === 'ship' && shipped(),
      )
    })

    it('lets events reach all kinds of handlers, and messages their queues', async () => {
      emptyInbox()
      await serving(newsroom, async (cluster) => {
        const news = cluster.client(NewsClient)
        await news.publish({ id: 'a', publishedAt: new Date(0) })
        await news.retract('a')
        await news.keep({ any: 'thing' })
        await news.send('letters', { text: 'hello' })
        for (const method of ['pooled', 'single', 'everyone', 'desk', 'careless', 'archived']) {
          await arrived(method, 1)
        }
        await arrived('letter', 1)
      })
    })

    it('lets failed messages be tried again, and end in their dead-letter queues', async () => {
      emptyInbox()
      behave('letter', () => {
        throw new Error('illegible')
      })
      await serving(newsroom, async (cluster) => {
        await cluster.client(NewsClient).send('letters', { text: 'hello' })
        await arrived('letter', 2)
        const peer = await connectPeer(vhost.admin)
        const channel = await peer.createChannel()
        await channel.assertQueue('letters--dead')
        const { properties } = await new Promise<ConsumeMessage>((resolve) => {
          void channel.consume('letters--dead', (message) => resolve(message!))
        })
        await peer.close()
        assert.equal(properties.headers?.['mycelia.error_message'], 'illegible')
      })
      emptyInbox()
    })

    it('lets a timer of a cluster be led', async () => {
      await serving([clockServer], async () => {
        await new Promise<void>((resolve) => {
          ticks.onTick = (method) => method === 'somewhere' && resolve()
        })
      })
      ticks.onTick = () => {}
    })

    const attacks: Readonly<Record<string, (channel: ConfirmChannel) => Promise<unknown>>> = {
      "binding another service's methods": (channel) =>
        channel.bindQueue('rpc-orders_service', 'nameko-rpc', 'payments_service.*'),
      'binding everything': (channel) => channel.bindQueue('rpc-orders_service', 'nameko-rpc', '#'),
      'binding all replies': (channel) =>
        channel.bindQueue('rpc-orders_service', 'nameko-rpc', '*'),
      "consuming another service's requests": (channel) =>
        channel.consume('rpc-payments_service', () => {}),
      "deleting another service's queue": (channel) => channel.deleteQueue('rpc-payments_service'),
      "purging another service's queue": (channel) => channel.purgeQueue('rpc-payments_service'),
      'calling a service that it does not inject': (channel) =>
        send(channel, 'nameko-rpc', 'news_service.publish'),
      'giving up calls of a service that it does not inject': (channel) =>
        send(channel, 'mycelia', 'cancel.news_service'),
      'calling it past the exchange': (channel) => send(channel, '', 'rpc-news_service'),
      "emitting another service's events": (channel) =>
        send(channel, 'news_service.events', 'published'),
      'emitting an event that it does not declare': (channel) =>
        send(channel, 'orders_service.events', 'order_paid'),
      "handling another service's events": (channel) =>
        channel.bindQueue('rpc-orders_service', 'news_service.events', 'published'),
      'forging a dead letter of another service': (channel) =>
        send(channel, 'mycelia-queues', 'letters--dead'),
      'making a queue': (channel) => channel.assertQueue('mine'),
      'making an exchange': (channel) => channel.assertExchange('mine', 'topic'),
    }

    it('lets callers give calls up, and services hear of it', async () => {
      const own = async (channel: ConfirmChannel) => {
        const { queue } = await channel.assertQueue('', { exclusive: true, autoDelete: true })
        await channel.bindQueue(queue, 'mycelia', 'cancel.payments_service')
      }
      const cancel = (channel: ConfirmChannel) => send(channel, 'mycelia', 'cancel.orders_service')
      await serving(shop, async () => {
        assert.equal(await attempt(vhost.uri('payments_service'), own), 'allowed')
        assert.equal(await attempt(vhost.uri('web'), cancel), 'allowed')
      })
    })

    it('refuses a service everything else', async () => {
      await serving([...shop, ...newsroom], async () => {
        for (const [what, deed] of Object.entries(attacks)) {
          assert.match(await attempt(vhost.uri('orders_service'), deed), /ACCESS[_-]REFUSED/, what)
        }
      })
    })

    it('refuses a caller to serve', async () => {
      const uri = vhost.uri('web')
      const deed = (channel: ConfirmChannel) => channel.assertQueue('rpc-orders_service')
      assert.match(await attempt(uri, deed), /ACCESS[_-]REFUSED/)
    })
  })
}

describe('mycelia permissions', () => {
  it('writes definitions that a broker starts with, and passwords that last', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mycelia-permissions-'))
    const [passwords, out] = [join(folder, 'passwords.json'), join(folder, 'definitions.json')]
    const cwd = fileURLToPath(new URL('../shop', import.meta.url))
    const args = ['permissions', '--passwords', passwords, '--out', out, '--caller', 'web']
    const { code, stderr } = await runCommand('mycelia', args, { cwd })
    assert.equal(code, 0, stderr)
    const made = readFileSync(passwords, 'utf8')
    assert.equal((await runCommand('mycelia', args, { cwd })).code, 0)
    assert.equal(readFileSync(passwords, 'utf8'), made)
    const definitions = JSON.parse(readFileSync(out, 'utf8'))
    rmSync(folder, { recursive: true })
    await using broker = await startBroker({ definitions, log: quiet })
    const uri = `amqp://web:${JSON.parse(made).web}@127.0.0.1:${broker.port}`
    await using _ = await connect({ uri, log: quiet })
  })

  it('takes the password of one user from the environment, and says when it is not there', async () => {
    const cwd = fileURLToPath(new URL('../shop', import.meta.url))
    const args = ['permissions', '--user', 'shop', '--password-from', 'SHOP_PASSWORD']
    const missing = await runCommand('mycelia', args, { cwd })
    assert.equal(missing.code, 1)
    assert.match(missing.stderr, /the environment has no SHOP_PASSWORD/)
    const { stdout } = await runCommand('mycelia', args, { cwd, env: { SHOP_PASSWORD: 'x' } })
    const { users } = JSON.parse(stdout)
    assert.deepEqual([users.length, users[0].name], [1, 'shop'])
    assert.notEqual(users[0].password_hash, '')
    const alone = await runCommand('mycelia', ['permissions', '--password-from', 'X'], { cwd })
    assert.equal(alone.code, 2)
  })
})

describe('the rights of a user', () => {
  it('are warned of where they are more than is needed', () => {
    const { warnings, write } = rightsOf('news', [needsOf(newsServer, config)])
    assert.match(write, /amq\\\.default/)
    assert.match(warnings.join(), /news_service publishes to queues through the default exchange/)
  })

  it('are those of all services that run in one process', () => {
    const { topics } = rightsOf(
      'shop',
      shop.map((definition) => needsOf(definition, config)),
    )
    const rpc = topics.find(({ exchange }) => exchange === 'nameko-rpc')
    assert.match(rpc?.read ?? '', /orders_service\\\.\\\*\|payments_service\\\.\\\*/)
  })

  it('hold no rights on discovery where introspection is off', () => {
    const { configure, topics } = rightsOf('x', [
      needsOf(paymentsServer, { ...config, introspection: false }),
    ])
    // What is left is for calls that are given up.
    assert.equal(configure, '^(amq\\.gen-.+|mycelia|nameko-rpc|rpc-payments_service)$')
    const own = topics.find(({ exchange }) => exchange === 'mycelia')
    assert.match(own?.read ?? '', /cancel\\\.payments_service/)
    assert.doesNotMatch(own?.read ?? '', /discover/)
  })
})
