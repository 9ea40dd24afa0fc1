import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { InvalidResult, MessageTooLarge, RemoteError } from 'mycelia'
import { arrived, behave } from '../newsroom/src/inbox.js'
import { ProbeClient } from '../probe/src/generated/probe.client.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { MSGPACK, openStage, packed, type Stage, unpacked } from './stage.js'

const LETTERS = 'letters'

for (const broker of brokers) {
  describe(`MessagePack, on ${broker.name}`, () => {
    let opened: OpenBroker
    let stage: Stage

    before(async () => {
      opened = await broker.open()
    })
    after(() => opened.close())
    beforeEach(async () => {
      stage = await openStage(opened, 'serializer: msgpack\nmax_message_size: 10000\n')
    })
    afterEach(() => stage[Symbol.asyncDispose]())

    it('carries calls, their results and their types', async () => {
      const probe = stage.cluster.client(ProbeClient)
      assert.equal(await probe.hello('caf\u00e9'), 'Hello, caf\u00e9!')
      assert.equal(await probe.nothing(), undefined)
      const due = new Date('2026-01-31T09:30:00Z')
      const later = await probe.postpone({ sku: 'a', quantity: 1, due })
      assert.deepEqual(later, { sku: 'a', quantity: 1, due: new Date('2026-02-01T09:30:00Z') })
    })

    it('carries any value that JSON has, and bytes', async () => {
      const { echo } = stage.cluster.rpc.probe_service!
      const bytes = Buffer.from([0, 255])
      const value = [null, true, -1, 2 ** 40, 1.5, '\u{1f344}', { a: { b: [] } }]
      assert.deepEqual(await echo!(value), value)
      assert.deepEqual(await echo!({ bytes, a: undefined }), { bytes })
      assert.equal(await echo!(new Date(0)), '1970-01-01T00:00:00.000Z')
    })

    it('carries errors', async () => {
      const { fail, circle } = stage.cluster.rpc.probe_service!
      await assert.rejects(fail!('type error'), (error) => {
        assert.ok(error instanceof RemoteError)
        assert.equal(error.message, 'TypeError bad thing')
        return true
      })
      await assert.rejects(circle!(), (error) => {
        assert.ok(error instanceof InvalidResult)
        assert.match(error.message, /circle returned what msgpack cannot hold: .*circular/)
        return true
      })
    })

    it('is marked as kombu marks it, in requests and replies', async () => {
      const { properties, content } = await stage.peer.exchange(
        'probe_service.hello',
        packed({ args: ['a'], kwargs: {} }),
        MSGPACK,
      )
      const { contentType, contentEncoding } = properties
      assert.deepEqual({ contentType, contentEncoding }, MSGPACK)
      assert.deepEqual(unpacked(content), { result: 'Hello, a!', error: null })
      const requests: object[] = []
      await stage.peer.serve('raw_service', ({ properties: { contentType, contentEncoding } }) => {
        requests.push({ contentType, contentEncoding })
        return '{"result": null, "error": null}'
      })
      await stage.cluster.rpc.raw_service!.hello!()
      assert.deepEqual(requests, [MSGPACK])
    })

    it('carries events, from services and from dispatchEvent', async () => {
      const { channel } = stage.room
      await channel.assertQueue('tap')
      await channel.bindQueue('tap', 'news_service.events', 'published')
      const article = { id: 'a-1', publishedAt: new Date('2026-01-31T09:30:00Z') }
      await stage.cluster.rpc.news_service!.publish!(article)
      await arrived('pooled', 1)
      await stage.cluster.dispatchEvent('news_service', 'published', article)
      const [first, second] = await arrived('pooled', 2)
      assert.deepEqual(first?.payload, article)
      assert.deepEqual(second?.payload, article)
      for (let i = 0; i < 2; i++) {
        const message = await channel.get('tap', { noAck: true })
        assert.ok(message !== false)
        const { content, properties } = message
        const { contentType, contentEncoding } = properties
        assert.deepEqual({ contentType, contentEncoding }, MSGPACK)
        const publishedAt = '2026-01-31T09:30:00.000Z'
        assert.deepEqual(unpacked(content), { id: 'a-1', publishedAt })
      }
    })

    it('carries published messages, and stays what it is in retries and dead letters', async () => {
      const letter = { text: 'caf\u00e9' }
      behave('letter', () => {
        throw new Error('not today')
      })
      await stage.cluster.rpc.news_service!.send!(LETTERS, letter)
      const arrivals = await arrived('letter', 2)
      for (const { payload } of arrivals) assert.deepEqual(payload, letter)
      const { content, properties } = await stage.room.take(`${LETTERS}--dead`)
      const { contentType, contentEncoding } = properties
      assert.deepEqual({ contentType, contentEncoding }, MSGPACK)
      assert.deepEqual(content, packed(letter))
    })

    it('is held to max_message_size, in both directions', async () => {
      const { echo, join } = stage.cluster.rpc.probe_service!
      await assert.rejects(echo!('a'.repeat(10_000)), MessageTooLarge)
      const words = Array.from({ length: 200 }, () => 'a')
      await assert.rejects(join!('-'.repeat(100), ...words), (error) => {
        assert.ok(error instanceof MessageTooLarge)
        assert.match(error.message, /the result takes 20118 bytes/)
        return true
      })
    })

    for (const [what, body, why] of [
      ['that is cut off', packed({ args: ['a'], kwargs: {} }).subarray(0, -1), /not msgpack: /],
      ['that announces more than it holds', Buffer.from('dd7fffffff', 'hex'), /announces more/],
      ['that is nested too deep', Buffer.alloc(1_000, 0x91), /nested deeper than 128 levels/],
      [
        'with a key that reaches a prototype',
        packed({ args: [JSON.parse('{"__proto__": {"a": 1}}')], kwargs: {} }),
        /__proto__/,
      ],
      [
        'with a key that reaches a prototype by the constructor',
        packed({ args: [{ constructor: { prototype: {} } }], kwargs: {} }),
        /the key "constructor" is not allowed/,
      ],
    ] as const) {
      it(`refuses a request ${what}`, async () => {
        const { content } = await stage.peer.exchange('probe_service.echo', body, MSGPACK)
        const { error } = unpacked(content) as { error: { exc_path: string; value: string } }
        assert.equal(error.exc_path, 'nameko.exceptions.MalformedRequest')
        assert.match(error.value, why)
      })
    }
  })
}
