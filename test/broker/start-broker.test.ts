import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { describe, it } from 'node:test'
import { connect } from 'amqplib'
import { startBroker } from 'mycelia/broker'
import { RawConnection } from './raw-connection.js'
import { quiet } from './test-brokers.js'
import { TestChannel } from './test-channel.js'

describe('startBroker', () => {
  it('starts several brokers in a process that know nothing of each other', async () => {
    await using one = await startBroker({ log: quiet })
    await using two = await startBroker({ log: quiet })
    assert.notEqual(one.port, two.port)
    await using client = await TestChannel.open(one.uri)
    await client.channel.assertQueue('q', { durable: true })
    await using other = await TestChannel.open(two.uri)
    assert.equal(await other.hasQueue('q'), false)
  })

  it('keeps virtual hosts apart, and makes more of them', async () => {
    await using broker = await startBroker({ vhosts: ['a'], log: quiet })
    const uri = broker.addVhost('b/c')
    assert.equal(uri, broker.uriFor('b/c'))
    await using a = await TestChannel.open(broker.uriFor('a'))
    await using b = await TestChannel.open(uri)
    await a.channel.assertQueue('q', { durable: true })
    assert.equal(await b.hasQueue('q'), false)
  })

  it('closes the connections to a virtual host that is removed', async () => {
    await using broker = await startBroker({ vhosts: ['a'], log: quiet })
    await using client = await TestChannel.open(broker.uriFor('a'))
    broker.removeVhost('a')
    await client.until(() => client.errors.length > 0)
    assert.match(client.errors[0]!, /CONNECTION_FORCED/)
    await using raw = new RawConnection(broker.port)
    await raw.shakeHands({ vhost: 'a' })
    assert.match((await raw.expect('connectionClose')).replyText, /vhost a not found/)
  })

  it('takes virtual hosts as they come when it is not strict', async () => {
    await using broker = await startBroker({ strict: false, log: quiet })
    await using client = await TestChannel.open(broker.uriFor('whatever'))
    await client.settle()
  })

  it('tells clients when it closes, and is gone then', async () => {
    const broker = await startBroker({ log: quiet })
    const client = await TestChannel.open(broker.uri)
    const closed = once(client.connection, 'close')
    await broker.close()
    await closed
    assert.match(client.errors[0]!, /CONNECTION_FORCED.*shutdown/)
    await assert.rejects(connect(broker.uri), /ECONNREFUSED/)
  })

  it('closes too when clients do not take notice', async () => {
    const broker = await startBroker({ log: quiet })
    await using raw = await RawConnection.open(broker.port)
    await broker.close()
    await raw.ended
  })

  it('closes once, however often it is told to', async () => {
    const broker = await startBroker({ log: quiet })
    await Promise.all([broker.close(), broker.close(), broker[Symbol.asyncDispose]()])
  })

  it('listens on loopback only', async () => {
    await assert.rejects(startBroker({ host: '0.0.0.0', log: quiet }), /on loopback only/)
    await using broker = await startBroker({ host: 'localhost', log: quiet })
    await using client = await TestChannel.open(broker.uri)
    await client.settle()
  })

  it('tells when its port is taken', async () => {
    await using broker = await startBroker({ log: quiet })
    await assert.rejects(startBroker({ port: broker.port, log: quiet }), /EADDRINUSE/)
  })

  it('does not start in production, unless it is told to', async () => {
    const before = process.env.NODE_ENV
    process.env.NODE_ENV = 'production'
    try {
      await assert.rejects(startBroker({ log: quiet }), /NODE_ENV=production/)
      await using _ = await startBroker({ allowProduction: true, log: quiet })
    } finally {
      if (before === undefined) delete process.env.NODE_ENV
      else process.env.NODE_ENV = before
    }
  })

  it('says that it keeps nothing', async () => {
    const warnings: string[] = []
    const log = { ...quiet, warn: (message: string) => void warnings.push(message) }
    await using _ = await startBroker({ log })
    assert.match(warnings[0]!, /for development and tests only; it keeps nothing/)
  })

  it('serves its state as JSON, to this machine only', async () => {
    await using broker = await startBroker({ statusPort: 0, log: quiet })
    await using client = await TestChannel.open(broker.uri)
    await client.channel.assertQueue('q', { exclusive: true })
    await client.send('q', 'x')
    const url = `http://127.0.0.1:${broker.statusPort}/`
    const response = await fetch(url)
    const { vhosts, connections } = (await response.json()) as any
    assert.equal(response.headers.get('content-type'), 'application/json')
    const [queue] = vhosts[0].queues
    assert.deepEqual([queue.name, queue.ready, queue.published, queue.exclusive], ['q', 1, 1, true])
    assert.ok(queue.rates.published > 0)
    assert.equal(connections[0].user, 'guest')
    assert.equal((await fetch(`${url}other`)).status, 404)
    // As a page of another site would ask whose name was pointed here.
    const foreign = request(url, { headers: { host: 'example.com' } }).end()
    const [refused] = await once(foreign, 'response')
    refused.resume()
    assert.equal(refused.statusCode, 403)
  })
})
