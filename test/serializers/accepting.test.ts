import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { InvalidResult, MalformedRequest } from 'mycelia'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { backwards, MSGPACK, openStage, packed, type Stage, unpacked } from './stage.js'

const GREETING = { args: ['a'], kwargs: {} }
const JSON_TEXT = JSON.stringify(GREETING)

for (const broker of brokers) {
  describe(`what is accepted, on ${broker.name}`, () => {
    let opened: OpenBroker

    before(async () => {
      opened = await broker.open()
    })
    after(() => opened.close())

    const hello = (stage: Stage, body: string | Buffer, properties: object) =>
      stage.peer.exchange('probe_service.hello', body, { ...properties })

    it('is several, each answered in kind, with ACCEPT', async () => {
      await using stage = await openStage(opened, 'ACCEPT: [json, msgpack]')
      const inJson = await hello(stage, JSON_TEXT, {})
      assert.equal(inJson.properties.contentType, 'application/json')
      assert.equal(JSON.parse(inJson.content.toString()).result, 'Hello, a!')
      const inMsgpack = await hello(stage, packed(GREETING), MSGPACK)
      assert.equal(inMsgpack.properties.contentType, MSGPACK.contentType)
      assert.deepEqual(unpacked(inMsgpack.content), { result: 'Hello, a!', error: null })
    })

    it('may be one, and what is sent another', async () => {
      const yaml = 'serializer: msgpack\nACCEPT: [application/x-msgpack, json]\n'
      await using stage = await openStage(opened, yaml)
      await stage.peer.serve('json_service', () => '{"result": "in JSON", "error": null}')
      assert.equal(await stage.cluster.rpc.json_service!.hello!(), 'in JSON')
      assert.equal(await stage.cluster.rpc.probe_service!.hello!('a'), 'Hello, a!')
    })

    it('is the serializer alone, unless told otherwise: others are named', async () => {
      await using stage = await openStage(opened, 'serializer: msgpack')
      const { content, properties } = await hello(stage, JSON_TEXT, {})
      // JSON is understood all the same, and so is an answer in it.
      assert.equal(properties.contentType, 'application/json')
      const { error } = JSON.parse(content.toString())
      assert.equal(error.exc_path, 'nameko.exceptions.MalformedRequest')
      assert.equal(
        error.value,
        'content type "application/json" is not accepted, but application/x-msgpack',
      )
      const unmarked = await hello(stage, JSON_TEXT, { contentType: undefined })
      assert.match(JSON.parse(unmarked.content.toString()).error.value, /it has no content type/)
    })

    it('is told to a caller that writes something else', async () => {
      await using stage = await openStage(opened, 'serializer: json')
      await using other = await openStage(opened, 'serializer: msgpack\nrpc_exchange: other-rpc\n')
      const { content, properties } = await hello(stage, packed(GREETING), MSGPACK)
      assert.equal(properties.contentType, 'application/json')
      assert.match(
        JSON.parse(content.toString()).error.value,
        /^content type "application\/x-msgpack" is not accepted, but application\/json$/,
      )
      assert.equal(await other.cluster.rpc.probe_service!.hello!('b'), 'Hello, b!')
    })

    for (const [type, why] of [
      ['application/x-python-serialize', /: pickle runs the code of whoever has sent it; use json/],
      ['application/x-yaml', /: YAML of peers is not read; use json or msgpack/],
      ['text/plain', /^content type "text\/plain" is not accepted, but application\/json$/],
    ] as const) {
      it(`is not ${type}, and the answer says why`, async () => {
        await using stage = await openStage(opened, '')
        const { content } = await hello(stage, JSON_TEXT, { contentType: type })
        assert.match(JSON.parse(content.toString()).error.value, why)
      })
    }

    it('holds for replies, too', async () => {
      await using stage = await openStage(opened, '')
      await stage.peer.serve('odd_service', () => packed({ result: 1, error: null }), MSGPACK)
      await assert.rejects(stage.cluster.rpc.odd_service!.hello!(), (error) => {
        assert.ok(error instanceof InvalidResult)
        assert.match(error.message, /the reply cannot be read: content type .* is not accepted/)
        return true
      })
    })

    it('is JSON in any reply, so that a refusal is understood', async () => {
      await using stage = await openStage(opened, 'serializer: msgpack')
      await stage.peer.serve('json_service', () =>
        JSON.stringify({
          result: null,
          error: {
            exc_type: 'MalformedRequest',
            exc_path: 'nameko.exceptions.MalformedRequest',
            exc_args: ['JSON only'],
            value: 'JSON only',
          },
        }),
      )
      await assert.rejects(stage.cluster.rpc.json_service!.hello!(), MalformedRequest)
    })

    it('holds for events and messages: the rest goes to the dead-letter queue as it is', async () => {
      await using stage = await openStage(opened, '')
      const body = packed({ text: 'a' })
      stage.room.channel.sendToQueue('letters', body, MSGPACK)
      const { content, properties } = await stage.room.take('letters--dead')
      assert.deepEqual(content, body)
      assert.equal(properties.contentType, MSGPACK.contentType)
      assert.equal(properties.contentEncoding, 'binary')
      assert.match(
        properties.headers?.['mycelia.error_message'],
        /is not accepted, but application/,
      )
    })

    it('may be a serialiser of your own', async () => {
      const yaml = `serializer: backwards
SERIALIZERS:
  backwards: {encoder: a.b, decoder: a.c, content_type: application/x-backwards}
`
      await using stage = await openStage(opened, yaml, [backwards])
      const probe = stage.cluster.rpc.probe_service!
      assert.equal(await probe.hello!('a'), 'Hello, a!')
      await assert.rejects(probe.fail!('type error'), /TypeError bad thing/)
      const { properties, content } = await hello(stage, ']', {
        contentType: backwards.contentType,
      })
      assert.equal(properties.contentType, backwards.contentType)
      assert.equal(properties.contentEncoding, 'utf-8')
      const { error } = backwards.decode(content) as { error: { value: string } }
      assert.match(error.value, /^not backwards: /)
    })

    it('may be a serialiser that cannot write errors: JSON can', async () => {
      const narrow = {
        ...backwards,
        encode: (value: unknown) => {
          if ((value as { error?: unknown }).error) throw new TypeError('no errors here')
          return backwards.encode(value)
        },
      }
      await using stage = await openStage(opened, 'serializer: backwards', [narrow])
      await assert.rejects(stage.cluster.rpc.probe_service!.fail!('type error'), (error) => {
        assert.ok(error instanceof InvalidResult)
        assert.match(error.message, /backwards cannot write the error of this call: no errors here/)
        return true
      })
    })
  })
}
