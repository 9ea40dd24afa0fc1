import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { encodeContentHeader, FRAME_HEADER } from '../../runtime/frames/index.js'
import { RawConnection } from './raw-connection.js'
import { consume, declareQueue, get } from './raw-methods.js'
import { brokers, skipping, type TestVhost } from './test-brokers.js'
import { TestChannel } from './test-channel.js'

for (const broker of brokers) {
  describe(`publishing, on ${broker.name}`, skipping(broker), () => {
    let vhost: TestVhost
    let raw: RawConnection
    before(async () => {
      vhost = await broker.open()
    })
    after(() => vhost.close())
    beforeEach(async () => {
      raw = await RawConnection.open(vhost.port, { vhost: vhost.vhost })
      await raw.channel(1)
      raw.perform(1, declareQueue('q', { exclusive: true }))
      await raw.expect('queueDeclareOk')
    })
    afterEach(() => raw[Symbol.asyncDispose]())

    /** Confirmed messages: all up to the highest number, and those refused. */
    async function confirmed(count: number): Promise<{ readonly refused: readonly number[] }> {
      const open = new Set(Array.from({ length: count }, (_, index) => index + 1))
      const refused: number[] = []
      while (open.size > 0) {
        const received = await raw.next()
        const method = 'method' in received ? received.method : undefined
        if (method?.name !== 'basicAck' && method?.name !== 'basicNack') continue
        for (const number of [...open]) {
          const { deliveryTag, multiple } = method
          if (number !== deliveryTag && !(multiple && number < deliveryTag)) continue
          open.delete(number)
          if (method.name === 'basicNack') refused.push(number)
        }
      }
      return { refused }
    }

    it('confirms each message once', async () => {
      raw.send(1, 'confirmSelect', { nowait: false })
      await raw.expect('confirmSelectOk')
      for (let i = 0; i < 50; i++) raw.publish(1, '', i % 2 === 0 ? 'q' : 'nowhere', `${i}`)
      assert.deepEqual(await confirmed(50), { refused: [] })
    })

    it('returns a mandatory message before it confirms it', async () => {
      raw.send(1, 'confirmSelect', { nowait: false })
      await raw.expect('confirmSelectOk')
      raw.publish(1, '', 'nowhere', 'x', { correlationId: 'c' }, true)
      const returned = await raw.expect('basicReturn')
      assert.deepEqual([returned.replyCode, returned.replyText], [312, 'NO_ROUTE'])
      const { properties, body } = await raw.expectContent()
      assert.deepEqual([properties.correlationId, body.toString()], ['c', 'x'])
      await raw.expect('basicAck')
    })

    it('confirms what came before an error ends the channel, and nothing after', async () => {
      raw.send(1, 'confirmSelect', { nowait: false })
      await raw.expect('confirmSelectOk')
      raw.publish(1, '', 'q')
      await raw.expect('basicAck')
      raw.publish(1, 'nope', 'q')
      raw.publish(1, '', 'q')
      await raw.expect('channelClose')
      raw.send(1, 'channelCloseOk', {})
      await raw.channel(1)
      raw.perform(1, declareQueue('q', { passive: true }))
      assert.equal((await raw.expect('queueDeclareOk')).messageCount, 1)
    })

    it('puts off publishing and acknowledging until the transaction is committed', async () => {
      raw.publish(1, '', 'q', 'before')
      raw.perform(1, get('q'))
      await raw.expect('basicGetOk')
      await raw.expectContent()
      raw.send(1, 'txSelect', {})
      await raw.expect('txSelectOk')
      raw.publish(1, '', 'q', 'given up')
      raw.send(1, 'basicAck', { deliveryTag: 1, multiple: false })
      raw.send(1, 'txRollback', {})
      await raw.expect('txRollbackOk')
      raw.perform(1, get('q'))
      await raw.expect('basicGetEmpty')
      raw.publish(1, '', 'q', 'kept')
      raw.send(1, 'basicAck', { deliveryTag: 1, multiple: false })
      raw.send(1, 'txCommit', {})
      await raw.expect('txCommitOk')
      raw.perform(1, get('q'))
      await raw.expect('basicGetOk')
      assert.equal((await raw.expectContent()).body.toString(), 'kept')
    })

    it('carries replies that need no queue', async () => {
      const replies = 'amq.rabbitmq.reply-to'
      raw.perform(1, consume(replies, 'replies', { noAck: true }))
      await raw.expect('basicConsumeOk')
      raw.publish(1, '', 'q', 'question', { replyTo: replies, correlationId: 'c' })
      await using server = await TestChannel.open(vhost.uri)
      raw.perform(1, get('q'))
      await raw.expect('basicGetOk')
      const { properties } = await raw.expectContent()
      assert.match(properties.replyTo!, /^amq\.rabbitmq\.reply-to\../)
      await server.send(properties.replyTo!, 'answer', { correlationId: 'c' })
      const delivered = await raw.expect('basicDeliver')
      assert.equal(delivered.consumerTag, 'replies')
      assert.equal(delivered.routingKey, properties.replyTo)
      const answer = await raw.expectContent()
      assert.deepEqual([answer.body.toString(), answer.properties.correlationId], ['answer', 'c'])
    })

    it('returns mandatory replies that nobody waits for', async () => {
      raw.publish(1, '', 'amq.rabbitmq.reply-to.nobody', 'x', {}, true)
      await raw.expect('basicReturn')
    })

    it('leaves out answers that the client does not wait for', async () => {
      raw.perform(1, declareQueue('q', { exclusive: true, nowait: true }))
      raw.perform(1, consume('q', 't', { nowait: true }))
      raw.publish(1, '', 'q', 'x')
      assert.equal((await raw.expect('basicDeliver')).consumerTag, 't')
    })

    it('takes bodies in pieces, and none at all', async () => {
      raw.perform(1, consume('q', 't', { noAck: true }))
      await raw.expect('basicConsumeOk')
      const body = Buffer.alloc(300_000, 'xyz')
      raw.send(1, 'basicPublish', {
        ticket: 0,
        exchange: '',
        routingKey: 'q',
        mandatory: false,
        immediate: false,
      })
      raw.content(1, {}, body, 100_000)
      await raw.expect('basicDeliver')
      assert.ok((await raw.expectContent()).body.equals(body))
      raw.publish(1, '', 'q', '')
      await raw.expect('basicDeliver')
      assert.equal((await raw.expectContent()).body.length, 0)
    })

    it('passes on bytes that are no text, dead letters included', async () => {
      const args = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' }
      raw.perform(1, declareQueue('dead', { exclusive: true }))
      raw.perform(1, declareQueue('dying', { exclusive: true }, { ...args, 'x-max-length': 0 }))
      await raw.expect('queueDeclareOk')
      await raw.expect('queueDeclareOk')
      raw.perform(1, consume('dead', 't', { noAck: true }))
      await raw.expect('basicConsumeOk')
      raw.send(1, 'basicPublish', {
        ticket: 0,
        exchange: '',
        routingKey: 'dying',
        mandatory: false,
        immediate: false,
      })
      // A correlation id, and an application id, that are no UTF-8.
      const properties = Buffer.from([0x04, 0x08, 2, 0xff, 0xfe, 1, 0xfd])
      raw.frame(FRAME_HEADER, 1, encodeContentHeader(0, properties))
      await raw.expect('basicDeliver')
      const header = await raw.next()
      assert.ok('type' in header && header.type === FRAME_HEADER)
      const tail = header.payload.subarray(-5)
      assert.deepEqual([...tail], [2, 0xff, 0xfe, 1, 0xfd])
    })

    it('refuses headers that nobody could read', async () => {
      raw.send(1, 'basicPublish', {
        ticket: 0,
        exchange: '',
        routingKey: 'q',
        mandatory: false,
        immediate: false,
      })
      // A field of a type that there is not.
      const properties = Buffer.from([0x20, 0x00, 0, 0, 0, 3, 1, 97, 90])
      raw.frame(FRAME_HEADER, 1, encodeContentHeader(0, properties))
      await raw.expect('connectionClose')
    })
  })
}
