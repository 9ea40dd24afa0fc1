import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  type Cluster,
  IncorrectSignature,
  MethodNotFound,
  RemoteError,
  type Running,
  run,
} from 'mycelia'
import { loadText } from '../config/load-text.js'
import { RawPeer } from '../rpc/raw-peer.js'
import { quiet } from '../support/quiet.js'
import { Heard } from './heard.js'
import { openPair, type Pair, settings } from './pairs.js'
import { PythonProcess } from './python-process.js'
import { listenerServer } from './twin/src/generated/listener.server.js'
import { TwinClient } from './twin/src/generated/twin.client.js'
import { OutOfStock } from './twin/src/twin.service.js'

const MSGPACK = { contentType: 'application/x-msgpack', contentEncoding: 'binary' }

/** Both sides with `serializer: msgpack`, which makes it all that they accept. */
for (const setting of settings) {
  describe(`MessagePack, on ${setting.name}`, () => {
    let pair: Pair
    let cluster: Cluster

    before(async () => {
      pair = await openPair(setting, 'msgpack')
      cluster = pair.cluster
    })
    after(() => pair.close())

    it('carries calls to Python, by position and by keyword', async () => {
      const { pythonTwin } = pair
      assert.equal(await pythonTwin.greet('caf\u00e9'), 'Hello, caf\u00e9!')
      assert.equal(await pythonTwin.describe(undefined, 'b'), '- b -')
      const profile = { name: 'a', born: new Date('1999-12-31T00:00:00Z') }
      assert.deepEqual(await pythonTwin.rename(profile, 'b'), { ...profile, name: 'b' })
    })

    it('carries calls from Python, by position and by keyword', async () => {
      const { python } = pair
      assert.equal(await python.ask("greeter.greet('caf\u00e9')"), 'Hello, caf\u00e9!')
      assert.equal(await python.ask("greeter.greet(punctuation='.', name='b')"), 'Hello, b.')
      assert.equal(await python.ask("greeter.greet.call_async('d').result()"), 'Hello, d!')
    })

    for (const [value, literal] of [
      [null, 'None'],
      [true, 'True'],
      [-(2 ** 31), '-2 ** 31'],
      [2 ** 40, '2 ** 40'],
      [1.5, '1.5'],
      ['', "''"],
      ['\u{1f344}', 'json.loads(\'"\\\\ud83c\\\\udf44"\')'],
      ['a'.repeat(70_000), "'a' * 70000"],
      [{ a: [{ b: {} }, []], c: null }, "{'a': [{'b': {}}, []], 'c': None}"],
    ] as const) {
      it(`carries ${literal} in both directions`, async () => {
        assert.deepEqual(await pair.pythonTwin.echo(value), value)
        assert.deepEqual(await pair.python.ask(`greeter.echo(${literal})`), value)
      })
    }

    it('carries bytes in both directions', async () => {
      const bytes = Buffer.from([0, 1, 254, 255])
      assert.deepEqual(await pair.pythonTwin.echo(bytes), bytes)
      assert.equal(await pair.python.ask("greeter.echo(b'\\x00\\xff') == b'\\x00\\xff'"), true)
    })

    it('carries errors in both directions', async () => {
      await assert.rejects(pair.pythonTwin.fail('own error'), (error) => {
        assert.ok(error instanceof OutOfStock)
        return true
      })
      await assert.rejects(pair.pythonTwin.fail('value error'), RemoteError)
      await assert.rejects(cluster.rpc.twin_python!.nope!(), MethodNotFound)
      await assert.rejects(cluster.rpc.twin_python!.greet!(), IncorrectSignature)
      const { type } = await pair.python.fail("greeter.fail('own error')")
      assert.equal(type, 'twin.OutOfStock')
      const { type: missing } = await pair.python.fail('greeter.nope()')
      assert.equal(missing, 'nameko.exceptions.MethodNotFound')
    })

    it('carries context over three hops', async () => {
      const calls = (await pair.python.ask(
        "with_context(language='fr').twin_service.trace_calls(2)",
      )) as { service: string; stack: string[]; data: object }[]
      assert.deepEqual(
        calls.map(({ service, stack, data }) => [service, stack.length, data]),
        [
          ['twin_service', 2, { language: 'fr' }],
          ['twin_python', 3, { language: 'fr' }],
          ['twin_service', 4, { language: 'fr' }],
        ],
      )
    })

    // The other way py-amqp writes them as text.
    it('shows that bytes of context reach Python, which JSON could not', async () => {
      const value = Buffer.from([0, 254, 255])
      const [call] = await pair.pythonTwin.with({ context: { value } }).traceCalls(0)
      assert.deepEqual(call?.data, { value })
    })

    it('is answered in kind by both, and marked alike', async () => {
      await using peer = await RawPeer.connect(pair.uri)
      for (const service of ['twin_service', 'twin_python']) {
        const body = Buffer.from('82a46172677391a161a66b776172677380', 'hex')
        const { properties, content } = await peer.exchange(`${service}.greet`, body, MSGPACK)
        const { contentType, contentEncoding } = properties
        assert.deepEqual({ contentType, contentEncoding }, MSGPACK)
        assert.match(content.toString('latin1'), /Hello, a!/)
      }
    })

    it('carries events in both directions', async () => {
      const config = await loadText('serializer: msgpack', { broker: pair.uri })
      const listening: Running = await run([listenerServer], { config, log: quiet })
      await using _ = listening
      await using python = await PythonProcess.start(
        setting.nameko,
        'serve.py',
        pair.uri,
        'listener',
        'msgpack',
      )
      const heard = new Heard(python)
      const at = '2026-01-31T09:30:00.000Z'
      await cluster.client(TwinClient).announce({ id: 1, at: new Date(at) })
      await pair.python.ask(`dispatch('twin_python', 'announced', {'id': 2, 'at': '${at}'})`)
      const events = await heard.until(8)
      const everywhere = events.filter(({ handler }) => handler === 'everywhere')
      assert.deepEqual(everywhere.map(({ where, id }) => `${where} ${id}`).sort(), [
        'python 1',
        'python 2',
        'typescript 1',
        'typescript 2',
      ])
      for (const { where, payload } of everywhere) {
        const moment = (payload as { at: unknown }).at
        assert.deepEqual(moment, where === 'python' ? at : new Date(at))
      }
    })
  })
}
