import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import { after, afterEach, before, beforeEach, describe, it, mock } from 'node:test'
import { BrokerRefused, BrokerUnreachable, ConnectionLost } from 'mycelia'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { isPending, openTransport, PAUSES, Told } from './open-transport.js'

for (const broker of brokers) {
  describe(`connectAmqp on ${broker.name}`, () => {
    let opened: OpenBroker
    let proxy: TcpProxy

    before(async () => {
      opened = await broker.open()
    })
    after(() => opened.close())
    beforeEach(async () => {
      proxy = await TcpProxy.start(opened.uri)
    })
    afterEach(() => proxy.close())

    it('opens one connection to publish and one to consume, which tell what they are for', async () => {
      await using _ = await openTransport(proxy.uri, { name: 'orders' })
      const names = proxy
        .sent('connectionStartOk')
        .map(({ clientProperties }) => clientProperties.get('connection_name')?.value)
      assert.deepEqual(names.sort(), ['orders (consuming)', 'orders (publishing)'])
    })

    it('sends small packets at once', async () => {
      const setNoDelay = mock.method(Socket.prototype, 'setNoDelay')
      try {
        await using _ = await openTransport(opened.uri)
        // The embedded broker has sockets of its own in this process.
        const port = Number(new URL(opened.uri).port || 5672)
        const own = setNoDelay.mock.calls.filter(
          (call) => (call.this as Socket).remotePort === port,
        )
        assert.deepEqual(
          own.map(({ arguments: [on] }) => on),
          [true, true],
        )
      } finally {
        setNoDelay.mock.restore()
      }
    })

    it('asks for the heartbeat that it is told', async () => {
      await using _ = await openTransport(proxy.uri, { heartbeat: 7 })
      assert.deepEqual(
        proxy.sent('connectionTuneOk').map(({ heartbeat }) => heartbeat),
        [7, 7],
      )
    })

    it('refuses a wrong password once, without naming it', async () => {
      const uri = new URL(proxy.uri)
      uri.password = 'wrong-secret'
      await assert.rejects(openTransport(uri.href, { retry: 'forever' }), (error) => {
        assert.ok(error instanceof BrokerRefused)
        assert.match(error.message, /refused the login of user "guest"/)
        assert.ok(!error.message.includes('wrong-secret'))
        return true
      })
      assert.equal(proxy.accepted, 2, 'each connection tried once')
    })

    it('refuses a virtual host that is not there once', async () => {
      const uri = new URL(proxy.uri)
      uri.pathname = '/nowhere'
      await assert.rejects(openTransport(uri.href, { retry: 'forever' }), (error) => {
        assert.ok(error instanceof BrokerRefused)
        assert.match(error.message, /refused virtual host "nowhere"/)
        return true
      })
      assert.equal(proxy.accepted, 2)
    })

    it('waits for a broker that is down, with growing pauses, and tells each attempt once', async () => {
      proxy.refuse()
      const told = new Told()
      const opening = openTransport(proxy.uri, { retry: 'forever' }, told)
      await told.until('retrying', 4)
      const pauses = told.events.map((event) => (event.type === 'retrying' ? event.delay : NaN))
      pauses.forEach((pause, index) => {
        const most = Math.min(PAUSES.longest, PAUSES.first * 2 ** index)
        assert.ok(pause <= most && pause >= 0.75 * most - 1, `pause ${index + 1}: ${pause} ms`)
      })
      await proxy.allow()
      await using _ = await opening
      assert.equal(told.count('connected'), 1)
      assert.equal(told.lines.length, 0)
    })

    it('writes one line for each attempt when nobody listens to events', async () => {
      proxy.refuse()
      const told = new Told()
      await assert.rejects(
        openTransport(proxy.uri, { retry: 2, onEvent: undefined as never }, told),
        BrokerUnreachable,
      )
      assert.equal(told.lines.length, 2)
      for (const line of told.lines) {
        assert.match(
          line,
          /^warn: no connection to amqp:\/\/guest:\*\*@127\.0\.0\.1:\d+\S*: .*ECONNREFUSED.*; again in [\d.]+ s$/,
        )
      }
    })

    it('gives up after the attempts that it is told, and names the address', async () => {
      proxy.refuse()
      const told = new Told()
      await assert.rejects(openTransport(proxy.uri, { retry: 2 }, told), (error) => {
        assert.ok(error instanceof BrokerUnreachable)
        assert.match(
          error.message,
          /^no broker answers at amqp:\/\/guest:\*\*@127\.0\.0\.1:\d+\S*: /,
        )
        return true
      })
      assert.equal(told.count('retrying'), 2)
    })

    it('stops waiting when its signal aborts', async () => {
      proxy.refuse()
      const told = new Told()
      const abort = new AbortController()
      const { signal } = abort
      const opening = openTransport(proxy.uri, { retry: 'forever', signal }, told)
      await told.until('retrying')
      abort.abort(new Error('enough'))
      await assert.rejects(opening, /enough/)
    })

    it('takes the next address when the first does not answer, and the first again later', async () => {
      await using other = await TcpProxy.start(opened.uri)
      proxy.refuse()
      await using both = await openTransport(`${proxy.uri};${other.uri}`)
      const { transport, told } = both
      assert.ok(transport.address.includes(new URL(other.uri).host))
      assert.equal(told.count('retrying'), 0)
      await proxy.allow()
      other.refuse()
      other.cut()
      await told.until('connected', 2)
      assert.ok(transport.address.includes(new URL(proxy.uri).host))
    })

    it('closes at once while it is disconnected, and is of no use afterwards', async () => {
      const { transport, told } = await openTransport(proxy.uri, {
        pauses: { first: 60_000, longest: 60_000 },
      })
      proxy.refuse()
      proxy.cut()
      await told.until('disconnected')
      let ready = transport.ready()
      while (!(await isPending(ready))) ready = transport.ready()
      const waiting = assert.rejects(ready, ConnectionLost)
      const start = performance.now()
      await transport.close()
      assert.ok(performance.now() - start < 1_000)
      await waiting
      await assert.rejects(transport.ready(), ConnectionLost)
      await assert.rejects(
        transport.consume({ queue: { name: 'q', bindings: [] }, onMessage() {} }),
        ConnectionLost,
      )
      assert.throws(() => transport.publisher(), ConnectionLost)
    })

    it('can be closed twice', async () => {
      const { transport } = await openTransport(proxy.uri)
      await Promise.all([transport.close(), transport.close()])
      await transport.close()
      await proxy.idle()
    })
  })
}
