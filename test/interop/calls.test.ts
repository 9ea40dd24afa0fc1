import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { IncorrectSignature } from 'mycelia'
import { openPair, type Pair, settings } from './pairs.js'

const MEGABYTE = 1024 ** 2

for (const setting of settings) {
  describe(`arguments and results, on ${setting.name}`, () => {
    let pair: Pair

    before(async () => {
      pair = await openPair(setting)
    })
    after(() => pair.close())

    it('go to Python by position and by keyword, its defaults filled in', async () => {
      const { pythonTwin, cluster } = pair
      assert.equal(await pythonTwin.greet('a'), 'Hello, a!')
      assert.equal(await pythonTwin.greet('a', '?'), 'Hello, a?')
      assert.equal(await pythonTwin.describe(undefined, 'b'), '- b -')
      assert.equal(await pythonTwin.describe('a', undefined, 'c'), 'a - c')
      const greet = cluster.rpc.twin_python!.greet!
      assert.equal(await greet.with({ kwargs: { punctuation: '.', name: 'b' } })(), 'Hello, b.')
      assert.equal(await greet.with({ kwargs: { punctuation: '.' } })('c'), 'Hello, c.')
    })

    it('come from Python by position and by keyword, ours filled in', async () => {
      const { python } = pair
      for (const [expression, expected] of [
        ["greeter.greet('a')", 'Hello, a!'],
        ["greeter.greet('a', '?')", 'Hello, a?'],
        ["cluster.twin_service.greet(punctuation='.', name='b')", 'Hello, b.'],
        ["cluster['twin_service'].greet('c', punctuation='.')", 'Hello, c.'],
        ["cluster.twin_service.describe(third='c')", '- - c'],
        ["cluster.twin_service.greet.call_async('d').result()", 'Hello, d!'],
      ] as const) {
        assert.equal(await python.ask(expression), expected, expression)
      }
    })

    it('that do not fit are refused by Python before its method runs', async () => {
      const greet = pair.cluster.rpc.twin_python!.greet!
      for (const [call, message] of [
        [() => greet(), "greet() missing 1 required positional argument: 'name'"],
        [
          () => greet('a', 'b', 'c'),
          'greet() takes from 2 to 3 positional arguments but 4 were given',
        ],
        [
          () => greet.with({ kwargs: { foo: 1 } })('a'),
          "greet() got an unexpected keyword argument 'foo'",
        ],
        [
          () => greet.with({ kwargs: { name: 1 } })('a'),
          "greet() got multiple values for argument 'name'",
        ],
      ] as const) {
        await assert.rejects(call(), (error) => {
          assert.ok(error instanceof IncorrectSignature)
          assert.ok(error.message.endsWith(message), error.message)
          return true
        })
      }
    })

    it('that do not fit are refused by TypeScript, in the words of Python', async () => {
      for (const [expression, text] of [
        ['greeter.greet()', "greet() missing 1 required positional argument: 'name'"],
        // Python counts `self` too.
        [
          "greeter.greet('a', 'b', 'c')",
          'greet() takes from 1 to 2 positional arguments but 3 were given',
        ],
        ["greeter.greet('a', foo=1)", "greet() got an unexpected keyword argument 'foo'"],
        ["greeter.greet('a', name='b')", "greet() got multiple values for argument 'name'"],
      ] as const) {
        const error = await pair.python.fail(expression)
        assert.deepEqual(error, {
          type: 'nameko.exceptions.IncorrectSignature',
          args: [text],
          text,
        })
      }
    })

    it('may have properties that are left out', async () => {
      const { pythonTwin, python } = pair
      const born = new Date('1999-12-31T00:00:00Z')
      assert.deepEqual(await pythonTwin.rename({ name: 'a', born: null }, 'b'), {
        name: 'b',
        born: null,
      })
      assert.deepEqual(await pythonTwin.rename({ name: 'a', nickname: 'c', born }, 'b'), {
        name: 'b',
        nickname: 'c',
        born,
      })
      assert.deepEqual(
        await python.ask("greeter.rename({'name': 'a', 'born': None, 'more': 1}, 'b')"),
        { name: 'b', born: null },
      )
    })

    it('may be nothing', async () => {
      assert.equal(await pair.pythonTwin.fail('not'), null)
      assert.equal(await pair.python.ask("greeter.fail('not')"), null)
      assert.equal(await pair.python.ask('greeter.echo(None)'), null)
    })

    for (const text of [
      '\u30ca\u30e1\u30b3',
      'caf\u00e9',
      '\u{1f344}',
      '\u0000\u2028\u007f',
      '"\\/',
      '',
    ]) {
      it(`may be any text: ${JSON.stringify(text)}`, async () => {
        assert.equal(await pair.pythonTwin.echo(text), text)
        // JSON escapes as Python does, but for what lies beyond 16 bits: it takes the two halves.
        const literal = `json.loads(${JSON.stringify(JSON.stringify(text))})`
        assert.equal(await pair.python.ask(`greeter.echo(${literal})`), text)
      })
    }

    it('may be a megabyte', async () => {
      const text = '\u00e9'.repeat(MEGABYTE / 2)
      assert.equal(await pair.pythonTwin.echo(text), text)
      assert.equal(await pair.python.ask("len(greeter.echo('\u00e9' * 2 ** 19))"), 2 ** 19)
    })
  })
}
