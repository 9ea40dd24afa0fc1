import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { authToken, language, userId } from 'mycelia'
import { openPair, type Pair, settings } from './pairs.js'
import { TwinClient } from './twin/src/generated/twin.client.js'

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** What travels in headers. */
interface Call {
  readonly service: string
  readonly stack: readonly string[]
  readonly data: Readonly<Record<string, unknown>>
}

for (const setting of settings) {
  describe(`context, on ${setting.name}`, () => {
    let pair: Pair

    before(async () => {
      pair = await openPair(setting)
    })
    after(() => pair.close())

    /** Each stack is the one before, and the id of the call itself. */
    function assertChain(calls: readonly Call[], caller: RegExp): void {
      const [first] = calls
      assert.match(first?.stack[0] ?? '', caller)
      for (const [index, { service, stack }] of calls.entries()) {
        assert.equal(stack.length, index + 2)
        assert.deepEqual(stack.slice(0, -1), calls[index - 1]?.stack ?? first?.stack.slice(0, 1))
        assert.match(stack.at(-1)!, new RegExp(`^${service}\\.trace_calls\\.${UUID}$`))
      }
    }

    it('passes from Python over TypeScript to Python', async () => {
      const context = "with_context(language='fr', user_id=7, auth_token='t')"
      const calls = (await pair.python.ask(`${context}.twin_service.trace_calls(2)`)) as Call[]
      assert.deepEqual(
        calls.map(({ service }) => service),
        ['twin_service', 'twin_python', 'twin_service'],
      )
      assertChain(calls, /^standalone_rpc_(proxy|client)\./)
      for (const { data } of calls) {
        assert.deepEqual(data, { language: 'fr', user_id: 7, auth_token: 't' })
        const typed = [language, userId, authToken].map((key) => key.read(data))
        assert.deepEqual(typed, ['fr', 7, 't'])
      }
    })

    it('passes from TypeScript over Python to TypeScript', async () => {
      const context = { ...language.of('fr'), ...userId.of(7), ...authToken.of('t') }
      const calls = await pair.pythonTwin.with({ context }).traceCalls(2)
      assert.deepEqual(
        calls.map(({ service }) => service),
        ['twin_python', 'twin_service', 'twin_python'],
      )
      assertChain(calls, new RegExp(`^standalone_rpc_client\\.${UUID}\\.${UUID}$`))
      for (const { data } of calls) assert.deepEqual(data, context)
    })

    it('remembers ten calls before, as many as Python does', async () => {
      const calls = await pair.cluster.client(TwinClient).traceCalls(13)
      assert.deepEqual(
        calls.map(({ stack }) => stack.length),
        [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 11, 11, 11],
      )
    })

    // As py-amqp writes it, and as a TypeScript service sees it.
    for (const [python, expected] of [
      ["'text \u00e9'", 'text \u00e9'],
      ["''", ''],
      ['True', true],
      ['0', 0],
      ['200', 200],
      ['-5', -5],
      ['2 ** 31', 2 ** 31],
      ['1767225600123', 1767225600123],
      ['-(2 ** 40)', -(2 ** 40)],
      ['1.5', 1.5],
      ["Decimal('1.25')", 1.25],
      ['datetime.datetime(2026, 1, 31, 9, 30)', '2026-01-31T09:30:00.000Z'],
      ["{'a': [1, True, 1.5, None, 'b'], 'c': {}}", { a: [1, true, 1.5, null, 'b'], c: {} }],
      ['[]', []],
    ] as const) {
      it(`carries ${python} from Python`, async () => {
        const asked = await pair.python.ask(
          `with_context(value=${python}).twin_service.trace_calls(0)`,
        )
        assert.deepEqual((asked as Call[])[0]?.data, { value: expected })
      })
    }

    // As a Python service sees it. Of small integers it would misread the types that amqplib chooses.
    for (const value of [
      'text \u00e9',
      '',
      true,
      0,
      -5,
      127,
      128,
      200,
      -129,
      300,
      -300,
      32_767,
      32_768,
      -40_000,
      2 ** 31 - 1,
      -(2 ** 31),
      2 ** 31,
      1767225600123,
      -(2 ** 40),
      Number.MAX_SAFE_INTEGER,
      1.5,
      -0.1,
      { a: [1, true, 1.5, null, 'b'], c: {} },
      [],
    ]) {
      it(`carries ${JSON.stringify(value)} to Python`, async () => {
        const [call] = await pair.pythonTwin.with({ context: { value } }).traceCalls(0)
        assert.deepEqual(call?.data, { value })
      })
    }

    it('carries a bigint to Python', async () => {
      const value = 2n ** 62n
      const [call] = await pair.pythonTwin.with({ context: { value } }).traceCalls(0)
      // On the way back it is a number, as all of JSON's.
      assert.deepEqual(call?.data, { value: 2 ** 62 })
    })

    it('carries a Date to Python', async () => {
      const value = new Date('2026-01-31T09:30:00Z')
      const [call] = await pair.pythonTwin.with({ context: { value } }).traceCalls(0)
      // Python has a datetime, which kombu writes in an older and a newer form.
      const { value: moment } = call!.data as { value: string | { __value__: string } }
      const text = typeof moment === 'string' ? moment : moment.__value__
      assert.match(text, /^2026-01-31T09:30:00/)
    })

    it('leaves out what is null, in both directions', async () => {
      const [inPython] = await pair.pythonTwin.with({ context: { a: null, b: 1 } }).traceCalls(0)
      assert.deepEqual(inPython?.data, { b: 1 })
      const asked = await pair.python.ask('with_context(a=None, b=1).twin_service.trace_calls(0)')
      assert.deepEqual((asked as Call[])[0]?.data, { b: 1 })
    })
  })
}
