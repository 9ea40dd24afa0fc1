import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startBroker } from 'mycelia/broker'
import { FRAME_HEARTBEAT } from '../../runtime/frames/index.js'
import { PROTOCOL_HEADER, RawConnection } from './raw-connection.js'
import { brokers, quiet, skipping, type TestVhost } from './test-brokers.js'

const CLOSES = ['authentication_failure_close']

for (const broker of brokers) {
  describe(`the handshake, on ${broker.name}`, skipping(broker), () => {
    let vhost: TestVhost
    before(async () => {
      vhost = await broker.open()
    })
    after(() => vhost.close())

    it('answers another protocol with the header of its own, and ends', async () => {
      await using raw = new RawConnection(vhost.port)
      raw.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'))
      await raw.ended
      assert.deepEqual(raw.unframed, PROTOCOL_HEADER)
    })

    it('tells what the broker can do', async () => {
      await using raw = new RawConnection(vhost.port)
      raw.write(PROTOCOL_HEADER)
      const { serverProperties, mechanisms } = await raw.expect('connectionStart')
      const capabilities = serverProperties.get('capabilities')
      assert.ok(capabilities?.tag === 'F')
      assert.deepEqual(
        [...capabilities.value].map(([name, { value }]) => [name, value]),
        [
          'publisher_confirms',
          'exchange_exchange_bindings',
          'basic.nack',
          'consumer_cancel_notify',
          'connection.blocked',
          'consumer_priorities',
          'authentication_failure_close',
          'per_consumer_qos',
          'direct_reply_to',
        ].map((name) => [name, true]),
      )
      assert.equal(mechanisms.toString(), 'PLAIN AMQPLAIN')
    })

    it('tells a client that understands it that its password is wrong', async () => {
      await using raw = new RawConnection(vhost.port)
      await raw.login({ password: 'wrong', capabilities: CLOSES })
      const { replyCode, replyText } = await raw.expect('connectionClose')
      assert.equal(replyCode, 403)
      assert.equal(
        replyText,
        'ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.',
      )
    })

    it('ends without a word for other clients with a wrong password', async () => {
      await using raw = new RawConnection(vhost.port)
      await raw.login({ password: 'wrong' })
      await assert.rejects(raw.next(), /has ended/)
    })

    it('takes AMQPLAIN too', async () => {
      await using raw = new RawConnection(vhost.port)
      raw.write(PROTOCOL_HEADER)
      await raw.expect('connectionStart')
      raw.send(0, 'connectionStartOk', {
        clientProperties: new Map(),
        mechanism: 'AMQPLAIN',
        response: Buffer.from('\x05LOGINS\0\0\0\x05guest\x08PASSWORDS\0\0\0\x05guest', 'latin1'),
        locale: 'en_US',
      })
      await raw.expect('connectionTune')
    })

    it('refuses a virtual host that is not there', async () => {
      await using raw = new RawConnection(vhost.port)
      await raw.shakeHands({ vhost: 'nope' })
      const { replyCode, replyText } = await raw.expect('connectionClose')
      assert.deepEqual([replyCode, replyText], [530, 'NOT_ALLOWED - vhost nope not found'])
    })

    it('refuses more channels than were negotiated', async () => {
      const options = { vhost: vhost.vhost, channelMax: 2 }
      await using raw = await RawConnection.open(vhost.port, options)
      await raw.channel(1)
      await raw.channel(2)
      raw.send(3, 'channelOpen', { outOfBand: '' })
      const { replyText } = await raw.expect('connectionClose')
      const limit = 'number of channels opened (2) has reached the negotiated channel_max (2)'
      assert.equal(replyText, `NOT_ALLOWED - ${limit}`)
    })

    it('sends heartbeats', async () => {
      const options = { vhost: vhost.vhost, heartbeat: 1 }
      await using raw = await RawConnection.open(vhost.port, options)
      const received = await raw.next()
      assert.equal('type' in received && received.type, FRAME_HEARTBEAT)
    })

    it('gives up a client that sends none', async () => {
      const options = { vhost: vhost.vhost, heartbeat: 1 }
      await using raw = await RawConnection.open(vhost.port, options)
      await raw.ended
    })

    it('ignores all that comes on a closed channel until the client knows', async () => {
      await using raw = await RawConnection.open(vhost.port, { vhost: vhost.vhost })
      await raw.channel(1)
      raw.publish(1, 'nope', 'k')
      raw.publish(1, 'nope', 'k')
      raw.send(1, 'basicAck', { deliveryTag: 9, multiple: false })
      await raw.expect('channelClose')
      raw.send(1, 'channelCloseOk', {})
      await raw.channel(1)
    })

    it('answers a client that closes', async () => {
      await using raw = await RawConnection.open(vhost.port, { vhost: vhost.vhost })
      const bye = { replyCode: 200, replyText: 'bye', classId: 0, methodId: 0 }
      await raw.channel(1)
      raw.send(1, 'channelClose', bye)
      await raw.expect('channelCloseOk')
      raw.send(0, 'connectionClose', bye)
      await raw.expect('connectionCloseOk')
    })

    const BROKEN: Readonly<Record<string, (raw: RawConnection) => void>> = {
      'a method on a channel that is not open': (raw) =>
        raw.send(7, 'basicQos', { prefetchSize: 0, prefetchCount: 1, global: false }),
      'a body without a method': (raw) => raw.frame(3, 1, Buffer.from('x')),
      'a method instead of a content header': (raw) => {
        const publish = { ticket: 0, exchange: '', mandatory: false, immediate: false }
        raw.send(1, 'basicPublish', { ...publish, routingKey: '' })
        raw.send(1, 'basicQos', { prefetchSize: 0, prefetchCount: 1, global: false })
      },
      'a frame of an unknown type': (raw) => raw.frame(5, 1, Buffer.from('x')),
      'a frame that is too large': (raw) => raw.frame(3, 1, Buffer.alloc(131_073)),
      'a frame without its end': (raw) => raw.write(Buffer.from([1, 0, 1, 0, 0, 0, 1, 65, 66])),
      'a method that ends too early': (raw) => raw.frame(1, 1, Buffer.from([0, 60, 0, 40, 0])),
    }
    const CODES = [504, 505, 505, 501, 501, 501, 501]
    Object.entries(BROKEN).forEach(([what, send], index) => {
      it(`ends the connection for ${what}`, async () => {
        await using raw = await RawConnection.open(vhost.port, { vhost: vhost.vhost })
        await raw.channel(1)
        send(raw)
        assert.equal((await raw.expect('connectionClose')).replyCode, CODES[index])
      })
    })
  })
}

describe('the handshake of the embedded broker', () => {
  it('has to be over in time', async () => {
    await using broker = await startBroker({ handshakeTimeout: 30, log: quiet })
    await using silent = new RawConnection(broker.port)
    await using half = new RawConnection(broker.port)
    half.write(PROTOCOL_HEADER.subarray(0, 4))
    await Promise.all([silent.ended, half.ended])
  })

  it('ends when it takes another course than it should', async () => {
    await using broker = await startBroker({ log: quiet })
    await using raw = new RawConnection(broker.port)
    raw.write(PROTOCOL_HEADER)
    await raw.expect('connectionStart')
    raw.send(0, 'connectionOpen', { virtualHost: '/', capabilities: '', insist: false })
    await raw.ended
  })

  it('ends for limits beyond its own', async () => {
    await using broker = await startBroker({ log: quiet })
    for (const limits of [
      { frameMax: 100 },
      { frameMax: 0 },
      { frameMax: 1_000_000 },
      { channelMax: 0 },
      { channelMax: 3_000 },
    ]) {
      await using raw = new RawConnection(broker.port)
      await raw.shakeHands(limits)
      await raw.ended
    }
  })
})
