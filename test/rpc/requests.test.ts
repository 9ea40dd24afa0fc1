import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Running, run } from 'mycelia'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { RawPeer } from './raw-peer.js'

for (const broker of brokers) {
  describe(`a service answers requests on ${broker.name}`, () => {
    let opened: OpenBroker
    let running: Running
    let peer: RawPeer

    before(async () => {
      opened = await broker.open()
      running = await run([probeServer], { uri: opened.uri, log: quiet })
      peer = await RawPeer.connect(opened.uri)
    })
    after(async () => {
      await peer[Symbol.asyncDispose]()
      await running.close()
      await opened.close()
    })

    it("in Nameko's form", async () => {
      const { properties, body } = await peer.call('probe_service.hello', ['ujun'])
      assert.deepEqual(body, { result: 'Hello, ujun!', error: null })
      assert.equal(properties.contentType, 'application/json')
      assert.equal(properties.contentEncoding, 'utf-8')
      assert.equal(properties.deliveryMode, 2)
      assert.deepEqual(properties.headers, {})
    })

    it('by position, by keyword, and both', async () => {
      const results = await Promise.all([
        peer.call('probe_service.hello', ['a', '?']),
        peer.call('probe_service.hello', [], { punctuation: '?', name: 'b' }),
        peer.call('probe_service.hello', ['c'], { punctuation: '.' }),
        peer.call('probe_service.join', ['-', 'x', 'y', 'z']),
        peer.call('probe_service.describe', [], { third: 'c' }),
      ])
      assert.deepEqual(
        results.map(({ body }) => body.result),
        ['Hello, a?', 'Hello, b?', 'Hello, c.', 'x-y-z', '- - c'],
      )
    })

    it('under the names that @rpc gives on the wire', async () => {
      const { body } = await peer.call('probe_service.total_quantity', [], {
        order_items: [
          { sku: 'a', quantity: 2 },
          { sku: 'b', quantity: 3 },
        ],
      })
      assert.equal(body.result, 5)
      const { body: missing } = await peer.call('probe_service.total', [[]])
      assert.equal(missing.error?.exc_type, 'MethodNotFound')
    })

    it('with dates as ISO strings, whatever form a Python peer gives them', async () => {
      for (const [due, expected] of [
        ['2026-01-31T09:30:00Z', '2026-02-01T09:30:00.000Z'],
        ['2026-01-31T09:30:00.123456', '2026-02-01T09:30:00.123Z'],
        ['2026-01-31T09:30:00+02:00', '2026-02-01T07:30:00.000Z'],
        ['2026-01-31', '2026-02-01T00:00:00.000Z'],
      ]) {
        const item = { sku: 'a', quantity: 1, due }
        const { body } = await peer.call('probe_service.postpone', [item])
        assert.deepEqual(body.result, { ...item, due: expected })
      }
    })

    it('without what the types do not declare', async () => {
      const { body } = await peer.call('probe_service.postpone', [
        { sku: 'a', quantity: 1, admin: true },
      ])
      assert.deepEqual(body.result, { sku: 'a', quantity: 1 })
    })

    it('with null where nothing is returned', async () => {
      const { body } = await peer.call('probe_service.nothing', [])
      assert.deepEqual(body, { result: null, error: null })
    })

    it('with any text', async () => {
      for (const text of ['\u30ca\u30e1\u30b3', '\u{1f344}', '\u0000\u2028', '"\\', '']) {
        const { body } = await peer.call('probe_service.echo', [text])
        assert.equal(body.result, text)
      }
    })

    it('without a content type, or with UTF-8 named in any way', async () => {
      for (const properties of [
        { contentType: undefined, contentEncoding: undefined },
        { contentType: 'application/json; charset=utf-8' },
        { contentType: 'Application/JSON;charset=UTF-8', contentEncoding: 'UTF-8' },
      ]) {
        const { body } = await peer.call('probe_service.hello', ['a'], {}, properties)
        assert.equal(body.result, 'Hello, a!')
      }
    })

    it('knows the calls that led to it, and the context they carry', async () => {
      const headers = {
        'nameko.call_id_stack': ['standalone_rpc_proxy.call.1', 'listener.relay.2'],
        'nameko.language': 'en',
        'nameko.user_id': 7,
        'x-foreign': 'kept',
      }
      const { body } = await peer.call('probe_service.whoami', [], {}, { headers })
      const { stack, data } = body.result as { stack: string[]; data: object }
      assert.deepEqual(stack.slice(0, 2), headers['nameko.call_id_stack'])
      assert.match(stack[2]!, /^probe_service\.whoami\.[0-9a-f-]{36}$/)
      assert.deepEqual(data, { language: 'en', user_id: 7, 'x-foreign': 'kept' })
    })

    it('remembers the last ten calls that led to it and its own', async () => {
      const ids = Array.from({ length: 20 }, (_, i) => `call.${i}`)
      const headers = { 'nameko.call_id_stack': ids }
      const { body } = await peer.call('probe_service.whoami', [], {}, { headers })
      const { stack } = body.result as { stack: string[] }
      assert.deepEqual(stack.slice(0, 10), ids.slice(10))
      assert.equal(stack.length, 11)
    })

    it('knows when the caller gives up', async () => {
      const before = Date.now()
      const properties = { expiration: '60000' }
      const { body } = await peer.call('probe_service.whoami', [], {}, properties)
      const { deadline } = body.result as { deadline: number }
      assert.ok(deadline >= before + 60_000 && deadline <= Date.now() + 60_000)
    })
  })

  describe(`a service refuses bad requests on ${broker.name}`, () => {
    let opened: OpenBroker
    let running: Running
    let peer: RawPeer

    before(async () => {
      opened = await broker.open()
      running = await run([probeServer], { uri: opened.uri, log: quiet })
      peer = await RawPeer.connect(opened.uri)
    })
    after(async () => {
      await peer[Symbol.asyncDispose]()
      await running.close()
      await opened.close()
    })

    /** The service still works, and the refused message has not come round again. */
    async function unharmed(): Promise<void> {
      const { body } = await peer.call('probe_service.hello', ['after'])
      assert.equal(body.result, 'Hello, after!')
      assert.equal(await peer.waiting('rpc-probe_service'), 0)
    }

    for (const [what, text, excType, value] of [
      ['a body that is not JSON', '{"args": [', 'MalformedRequest', /^not JSON/],
      ['an empty body', '', 'MalformedRequest', /^not JSON/],
      ['a body that is a list', '[]', 'MalformedRequest', /not an object/],
      ['a body that is null', 'null', 'MalformedRequest', /not an object/],
      [
        'a body without args',
        '{"kwargs": {}}',
        'MalformedRequest',
        /^Message missing `args` or `kwargs`$/,
      ],
      [
        'a body without kwargs',
        '{"args": []}',
        'MalformedRequest',
        /^Message missing `args` or `kwargs`$/,
      ],
      [
        'args that are no list',
        '{"args": "x", "kwargs": {}}',
        'MalformedRequest',
        /`args` is not an array/,
      ],
      [
        'kwargs that are a list',
        '{"args": [], "kwargs": []}',
        'MalformedRequest',
        /`kwargs` is not an object/,
      ],
      [
        'a __proto__ key',
        '{"args": [{"__proto__": {"a": 1}}], "kwargs": {}}',
        'MalformedRequest',
        /"__proto__" is not allowed/,
      ],
      [
        'a __proto__ keyword',
        '{"args": [], "kwargs": {"__proto__": 1}}',
        'MalformedRequest',
        /"__proto__" is not allowed/,
      ],
      [
        'nesting without end',
        `{"args": [${'['.repeat(5000)}${']'.repeat(5000)}], "kwargs": {}}`,
        'MalformedRequest',
        /nested deeper/,
      ],
      [
        'too few arguments',
        '{"args": [], "kwargs": {}}',
        'IncorrectSignature',
        /^hello\(\) missing 1 required positional argument: 'name'$/,
      ],
      [
        'too many arguments',
        '{"args": [1, 2, 3], "kwargs": {}}',
        'IncorrectSignature',
        /^hello\(\) takes from 1 to 2 positional arguments but 3 were given$/,
      ],
      [
        'an unknown keyword',
        '{"args": ["a"], "kwargs": {"foo": 1}}',
        'IncorrectSignature',
        /^hello\(\) got an unexpected keyword argument 'foo'$/,
      ],
      [
        'an argument given twice',
        '{"args": ["a"], "kwargs": {"name": "b"}}',
        'IncorrectSignature',
        /^hello\(\) got multiple values for argument 'name'$/,
      ],
      [
        'an argument of the wrong type',
        '{"args": [7], "kwargs": {}}',
        'InvalidArguments',
        /^hello: name: .*expected string, received number/,
      ],
      [
        'null for a string',
        '{"args": [null], "kwargs": {}}',
        'InvalidArguments',
        /^hello: name: .*expected string, received null/,
      ],
    ] as const) {
      it(what, async () => {
        const { body } = await peer.send('probe_service.hello', text)
        assert.equal(body.result, null)
        assert.equal(body.error?.exc_type, excType)
        assert.match(body.error.value, value)
        assert.deepEqual(body.error.exc_args, [body.error.value])
        await unharmed()
      })
    }

    it('names the path of each wrong value', async () => {
      const items = [
        { sku: 'a', quantity: 1 },
        { sku: 2, quantity: 'x', due: 'soon' },
      ]
      const { body } = await peer.call('probe_service.total_quantity', [items])
      const { problems } = body.error as unknown as { problems: { path: string }[] }
      assert.deepEqual(
        problems.map(({ path }) => path),
        ['order_items[1].sku', 'order_items[1].quantity', 'order_items[1].due'],
      )
      const { body: rest } = await peer.call('probe_service.join', ['-', 'a', 5])
      assert.match(rest.error?.value ?? '', /^join: words\[1\]: .*expected string/)
    })

    for (const [what, properties, value] of [
      [
        'another content type',
        { contentType: 'text/plain' },
        /content type "text\/plain" is not accepted, but application\/json/,
      ],
      [
        'pickled data',
        { contentType: 'application/x-python-serialize' },
        /is not accepted, but application\/json: pickle runs/,
      ],
      [
        'an odd charset',
        { contentType: 'application/json; charset=utf-16' },
        /charset "utf-16" is not utf-8/,
      ],
      ['an odd content encoding', { contentEncoding: 'latin-1' }, /charset "latin-1" is not utf-8/],
    ] as const) {
      it(what, async () => {
        const { body } = await peer.call('probe_service.hello', ['a'], {}, properties)
        assert.equal(body.error?.exc_type, 'MalformedRequest')
        assert.match(body.error.value, value)
        await unharmed()
      })
    }

    for (const name of [
      'nope',
      'undecorated',
      'constructor',
      '__proto__',
      'toString',
      'context',
      '',
    ]) {
      it(`a method that is not decorated: "${name}"`, async () => {
        const { body } = await peer.call(`probe_service.${name}`, [])
        assert.equal(body.error?.exc_path, 'nameko.exceptions.MethodNotFound')
        assert.deepEqual(body.error.exc_args, [name])
        await unharmed()
      })
    }

    it('a body over the limit', async () => {
      const { body } = await peer.call('probe_service.echo', ['x'.repeat(4 * 1024 ** 2)])
      assert.equal(body.error?.exc_path, 'mycelia.MessageTooLarge')
      assert.match(body.error.value, /max_message_size allows 4194304/)
      await unharmed()
    })

    for (const [what, properties] of [
      ['without reply_to', { replyTo: undefined }],
      ["with another service's method as reply_to", { replyTo: 'payments_service.refund' }],
      ['with an absurd reply_to', { replyTo: '#' }],
    ] as const) {
      it(`a request ${what}: nobody is told, and it does not run`, async () => {
        peer.post('probe_service.wait', '{"args": ["unreachable"], "kwargs": {}}', properties)
        await unharmed()
      })
    }

    it('a request without a correlation id is answered without one', async () => {
      const answered = peer.nextWithout()
      peer.post('probe_service.hello', '{"args": ["a"], "kwargs": {}}', { replyTo: peer.replyKey })
      assert.equal((await answered).body.result, 'Hello, a!')
    })

    it('a result that does not match its type', async () => {
      const { body } = await peer.call('probe_service.lie', ['number'])
      assert.equal(body.error?.exc_path, 'nameko.exceptions.UnserializableValueError')
      assert.match(body.error.value, /lie returned what its type does not allow: result: .*string/)
      await unharmed()
    })

    it('a result that JSON cannot hold', async () => {
      const { body } = await peer.call('probe_service.circle', [])
      assert.equal(body.error?.exc_path, 'nameko.exceptions.UnserializableValueError')
      assert.match(body.error.value, /^circle returned what JSON cannot hold: .*circular/)
      await unharmed()
    })

    for (const [how, excType, excPath, value] of [
      ['type error', 'TypeError', 'probe_service.TypeError', 'bad thing'],
      ['string', 'NonError', 'probe_service.NonError', 'boom'],
      ['null', 'NonError', 'probe_service.NonError', 'null'],
      ['own error', 'OutOfStock', 'probe_service.OutOfStock', 'none left'],
    ] as const) {
      it(`a method that throws: ${how}`, async () => {
        const { body } = await peer.call('probe_service.fail', [how])
        const { exc_type, exc_path, exc_args, value: text } = body.error!
        assert.deepEqual([exc_type, exc_path, text], [excType, excPath, value])
        assert.deepEqual(exc_args, [value])
        assert.ok(!JSON.stringify(body).includes('probe.service'), 'no stack leaves the process')
        await unharmed()
      })
    }
  })
}
