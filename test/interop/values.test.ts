import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { InvalidResult, type RpcProxy } from 'mycelia'
import { openPair, type Pair, settings } from './pairs.js'

for (const setting of settings) {
  describe(`values that JSON does not have, on ${setting.name}`, () => {
    let pair: Pair
    let give: RpcProxy[string][string]

    before(async () => {
      pair = await openPair(setting)
      give = pair.cluster.rpc.twin_python!.give!
    })
    after(() => pair.close())

    for (const [what, expected] of [
      ['naive datetime', '2026-01-31T09:30:00.123Z'],
      ['aware datetime', '2026-01-31T09:30:00.000Z'],
      ['datetime with an offset', '2026-01-31T07:30:00.000Z'],
      ['date', '2026-01-31T00:00:00.000Z'],
    ] as const) {
      it(`a ${what} of Python is read as a Date`, async () => {
        const moment = await pair.pythonTwin.giveMoment(what)
        assert.equal(moment.toISOString(), expected)
      })
    }

    for (const [expression, expected] of [
      ['datetime.datetime(2026, 1, 31, 9, 30)', '2026-02-01T09:30:00.000Z'],
      [
        'datetime.datetime(2026, 1, 31, 9, 30, tzinfo=datetime.timezone.utc)',
        '2026-02-01T09:30:00.000Z',
      ],
      ['datetime.date(2026, 1, 31)', '2026-02-01T00:00:00.000Z'],
    ] as const) {
      it(`${expression} is a Date to a service, which answers with text`, async () => {
        assert.equal(await pair.python.ask(`greeter.day_after(${expression})`), expected)
      })
    }

    it('a Date goes to Python as text, and as a Date back', async () => {
      const moment = await pair.pythonTwin.dayAfter(new Date('2026-01-31T09:30:00.250Z'))
      assert.equal(moment.toISOString(), '2026-02-01T09:30:00.250Z')
    })

    it('a date in a property that may be null', async () => {
      const profile = "{'name': 'a', 'born': datetime.datetime(1999, 12, 31)}"
      assert.deepEqual(await pair.python.ask(`greeter.rename(${profile}, 'b')`), {
        name: 'b',
        born: '1999-12-31T00:00:00.000Z',
      })
    })

    it('NaN and infinities of Python are numbers where any value may come', async () => {
      assert.deepEqual(await give('nan'), Number.NaN)
      assert.deepEqual(await give('infinities'), [Infinity, -Infinity])
      assert.deepEqual(await give('number and nan'), {
        number: 1,
        text: 'NaN, -Infinity',
        nan: Number.NaN,
      })
    })

    it('NaN is refused where a number is declared: a number here is finite', async () => {
      await assert.rejects(pair.pythonTwin.giveNumber('nan'), (error) => {
        assert.ok(error instanceof InvalidResult)
        assert.match(error.message, /twin_python\.give_number .*result: .*NaN/)
        return true
      })
      const refused = await pair.python.fail("greeter.double_it(float('nan'))")
      assert.equal(refused.type, 'nameko.exceptions.RemoteError')
      assert.match(refused.text, /^InvalidArguments double_it: some_number: .*NaN/)
      const given = await pair.python.fail("greeter.give_number('Infinity')")
      assert.match(given.text, /^UnserializableValueError give_number returned .*Infinity/)
    })

    it('NaN in a request becomes null in an answer of any type, as JSON.stringify has it', async () => {
      assert.equal(await pair.python.ask("greeter.echo(float('nan'))"), null)
    })

    it('integers beyond 2^53 are the nearest number', async () => {
      assert.equal(await pair.pythonTwin.giveNumber('big integer'), 2 ** 63)
      assert.equal(await pair.python.ask('greeter.double_it(2 ** 53 + 1) == 2 ** 54'), true)
      assert.equal(await pair.pythonTwin.doubleIt(2 ** 53), 2 ** 54)
    })

    it('a tuple of Python is an array', async () => {
      assert.deepEqual(await give('tuple'), ['a', 1])
      assert.deepEqual(await pair.python.ask("greeter.echo(('a', 1))"), ['a', 1])
    })

    it('a number is whole to Python where it is written as whole', async () => {
      assert.equal(await pair.python.ask('repr(greeter.double_it(2.5))'), '5')
      assert.equal(await pair.python.ask('repr(greeter.double_it(0.25))'), '0.5')
    })
  })
}
