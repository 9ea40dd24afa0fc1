import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { RpcTimeout } from 'mycelia'
import { RawPeer } from '../rpc/raw-peer.js'
import { fewSettings, openPair, type Pair } from './pairs.js'
import { PythonProcess } from './python-process.js'
import { TwinClient } from './twin/src/generated/twin.client.js'

const GREETING = '{"args": ["a"], "kwargs": {}}'

for (const setting of fewSettings) {
  describe(`requests that end a Nameko process or get no answer from it, on ${setting.name}`, () => {
    let pair: Pair
    let peer: RawPeer

    before(async () => {
      pair = await openPair(setting)
      peer = await RawPeer.connect(pair.uri)
    })
    after(async () => {
      await peer[Symbol.asyncDispose]()
      await pair.close()
    })

    /** Python is still answered, and no message comes round again. */
    async function unharmed(): Promise<void> {
      assert.equal(await pair.python.ask("greeter.greet('after')"), 'Hello, after!')
      assert.equal(await peer.waiting('rpc-twin_service'), 0)
    }

    it('without reply_to: dropped', async () => {
      peer.post('twin_service.greet', GREETING)
      await unharmed()
    })

    it('without a content type: answered', async () => {
      const { body } = await peer.send('twin_service.greet', GREETING, { contentType: undefined })
      assert.equal(body.result, 'Hello, a!')
      await unharmed()
    })

    it('with header types that py-amqp misreads: read', async () => {
      const headers = { short: 200, negative: -300, byte: -5, long: -(2 ** 40) }
      const { body } = await peer.call('twin_service.trace_calls', [0], {}, { headers })
      const [call] = body.result as [{ data: object }]
      assert.deepEqual(call.data, headers)
      await unharmed()
    })

    for (const [what, text, properties] of [
      ['that is not JSON', '{"args": [', {}],
      ['of another content type', GREETING, { contentType: 'text/plain' }],
      ['that is pickled', '\u0080\u0002}', { contentType: 'application/x-python-serialize' }],
    ] as const) {
      it(`${what}: answered with MalformedRequest, which Nameko knows`, async () => {
        const { body } = await peer.send('twin_service.greet', text, properties)
        assert.equal(body.error?.exc_path, 'nameko.exceptions.MalformedRequest')
        await unharmed()
      })
    }

    it('that names its charset: answered', async () => {
      const contentType = 'application/json; charset=utf-8'
      const { body } = await peer.send('twin_service.greet', GREETING, { contentType })
      assert.equal(body.result, 'Hello, a!')
      await unharmed()
    })

    it('that timed out: not run by a Python service that comes up later', async () => {
      const { nameko } = setting
      const start = () => PythonProcess.start(nameko, 'serve.py', pair.uri, 'late_twin')
      const first = await start()
      await first.stop()
      const late = pair.cluster.client(TwinClient, { service: 'late_twin' })
      await assert.rejects(late.with({ timeout: '100ms' }).greet('a'), RpcTimeout)
      while ((await peer.waiting('rpc-late_twin')) > 0) {
        // The broker lets it go within milliseconds of the caller.
      }
      await using _again = await start()
      assert.equal(await late.greet('b'), 'Hello, b!')
    })
  })
}
