import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type Broker, type Definitions, startBroker } from 'mycelia/broker'
import { RawConnection } from './raw-connection.js'
import { bindQueue, type Call, consume, declareExchange, declareQueue, get } from './raw-methods.js'
import { quiet } from './test-brokers.js'
import { TestChannel } from './test-channel.js'

const salt = Buffer.from([1, 2, 3, 4])

function hashed(password: string): string {
  const hash = createHash('sha256').update(salt).update(password).digest()
  return Buffer.concat([salt, hash]).toString('base64')
}

/** As least privilege has it: `orders` calls `payments`. */
const definitions: Definitions = {
  vhosts: [{ name: '/' }, { name: 'shop' }],
  users: [
    { name: 'admin', password: 'secret' },
    {
      name: 'orders',
      password_hash: hashed('orders secret'),
      hashing_algorithm: 'rabbit_password_hashing_sha256',
    },
    { name: 'locked out', password: 'x' },
  ],
  permissions: [
    { user: 'admin', vhost: 'shop', configure: '.*', write: '.*', read: '.*' },
    {
      user: 'orders',
      vhost: 'shop',
      configure: '^(rpc-orders|rpc\\.reply-orders-.*)$',
      write: '^(rpc-orders|rpc\\.reply-orders-.*|nameko-rpc)$',
      read: '^(rpc-orders|rpc\\.reply-orders-.*|nameko-rpc)$',
    },
  ],
  topic_permissions: [
    {
      user: 'orders',
      vhost: 'shop',
      exchange: 'nameko-rpc',
      write: '^payments\\.',
      read: '^{username}\\.',
    },
  ],
  exchanges: [{ name: 'nameko-rpc', vhost: 'shop', type: 'topic', durable: true }],
  queues: [
    { name: 'rpc-payments', vhost: 'shop', durable: true, arguments: { 'x-max-length': 10 } },
    { name: 'limited', vhost: 'shop', durable: true },
  ],
  bindings: [
    {
      source: 'nameko-rpc',
      vhost: 'shop',
      destination: 'rpc-payments',
      destination_type: 'queue',
      routing_key: 'payments.*',
    },
  ],
  policies: [
    {
      vhost: 'shop',
      pattern: '^limited$',
      'apply-to': 'queues',
      priority: 1,
      definition: {
        'max-length': 1,
        'dead-letter-exchange': '',
        'dead-letter-routing-key': 'dead',
      },
    },
  ],
}

describe('users and their permissions', () => {
  let broker: Broker
  before(async () => {
    broker = await startBroker({ definitions, log: quiet })
  })
  after(() => broker.close())

  const orders = { user: 'orders', password: 'orders secret', vhost: 'shop' }

  /** What the broker says to the last of some calls of the user `orders`. */
  async function answer(...calls: readonly Call[]): Promise<string> {
    await using raw = await RawConnection.open(broker.port, orders)
    await raw.channel(1)
    for (const call of calls) raw.perform(1, call)
    for (let left = calls.length; ; left--) {
      const received = await raw.next()
      if (!('method' in received)) continue
      if (received.method.name === 'channelClose') return received.method.replyText
      if (left === 1) return 'ok'
    }
  }

  it('log in with a password in clear or hashed', async () => {
    await using admin = await TestChannel.open(broker.uriFor('shop'))
    await admin.settle()
    await using raw = await RawConnection.open(broker.port, orders)
    await raw.channel(1)
  })

  it('do not log in with another password, nor as guest', async () => {
    for (const login of [{ user: 'orders', password: 'secret' }, {}]) {
      await using raw = new RawConnection(broker.port)
      await raw.login({ ...login, capabilities: ['authentication_failure_close'] })
      assert.equal((await raw.expect('connectionClose')).replyCode, 403)
    }
  })

  it('enter only virtual hosts where they have permissions', async () => {
    await using raw = new RawConnection(broker.port)
    await raw.shakeHands({ user: 'locked out', password: 'x', vhost: 'shop' })
    const { replyCode, replyText } = await raw.expect('connectionClose')
    assert.equal(replyCode, 530)
    const refused = "access to vhost 'shop' refused for user 'locked out'"
    assert.equal(replyText, `NOT_ALLOWED - ${refused}`)
  })

  it('do what they may', async () => {
    assert.equal(
      await answer(
        declareQueue('rpc-orders', { durable: true }),
        bindQueue('rpc-orders', 'nameko-rpc', 'orders.*'),
        consume('rpc-orders'),
      ),
      'ok',
    )
  })

  const refusals: readonly [string, readonly Call[], string][] = [
    [
      "declaring another service's queue",
      [declareQueue('rpc-payments', { durable: true }, { 'x-max-length': 10 })],
      "access to queue 'rpc-payments' in vhost 'shop' refused for user 'orders'",
    ],
    [
      "consuming another service's queue",
      [consume('rpc-payments')],
      "access to queue 'rpc-payments' in vhost 'shop' refused for user 'orders'",
    ],
    [
      "reading another service's queue",
      [get('rpc-payments')],
      "access to queue 'rpc-payments' in vhost 'shop' refused for user 'orders'",
    ],
    [
      'declaring an exchange',
      [declareExchange('mine')],
      "access to exchange 'mine' in vhost 'shop' refused for user 'orders'",
    ],
    [
      "binding another service's methods",
      [
        declareQueue('rpc-orders', { durable: true }),
        bindQueue('rpc-orders', 'nameko-rpc', 'payments.*'),
      ],
      "access to topic 'payments.*' in exchange 'nameko-rpc' in vhost 'shop' refused for user 'orders'",
    ],
  ]
  for (const [what, calls, reason] of refusals) {
    it(`are refused when ${what}`, async () => {
      assert.equal(await answer(...calls), `ACCESS_REFUSED - ${reason}`)
    })
  }

  it('publish only where they may, and under which keys', async () => {
    await using raw = await RawConnection.open(broker.port, orders)
    await raw.channel(1)
    raw.send(1, 'confirmSelect', { nowait: false })
    await raw.expect('confirmSelectOk')
    raw.publish(1, 'nameko-rpc', 'payments.charge', '{}')
    await raw.expect('basicAck')
    raw.publish(1, 'nameko-rpc', 'secrets.read', '{}')
    const topic = await raw.expect('channelClose')
    assert.match(topic.replyText, /access to topic 'secrets\.read' in exchange 'nameko-rpc'/)
    raw.send(1, 'channelCloseOk', {})
    await raw.channel(1)
    raw.publish(1, '', 'rpc-payments', '{}')
    const { replyText } = await raw.expect('channelClose')
    assert.match(replyText, /access to exchange 'amq\.default' in vhost 'shop' refused/)
  })

  it('find what the definitions declare, under their policies', async () => {
    await using admin = await TestChannel.open(broker.uriFor('shop'))
    await admin.channel.assertQueue('dead', { exclusive: true })
    await admin.publish('nameko-rpc', 'payments.charge', 'bound')
    assert.equal((await admin.takeAll('rpc-payments')).at(-1), 'bound')
    for (const text of ['1', '2']) await admin.send('limited', text)
    assert.deepEqual(await admin.takeAll('limited'), ['2'])
    assert.equal((await admin.get('dead', true))?.headers['x-first-death-reason'], 'maxlen')
  })

  it('are not taken with a password hashed in an unknown way', async () => {
    const user = { name: 'u', password_hash: 'x', hashing_algorithm: 'rot13' }
    await assert.rejects(
      startBroker({ definitions: { users: [user] }, log: quiet }),
      /the password of u is hashed by rot13/,
    )
  })
})
