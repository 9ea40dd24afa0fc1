import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseJson, UnreadableBody } from '../../runtime/wire/index.js'

const parse = (text: string) => parseJson(Buffer.from(text))

describe('parseJson', () => {
  it('reads JSON in UTF-8', () => {
    assert.deepEqual(parse('{"args": ["\u30ca\\u30e1"], "kwargs": {}}'), {
      args: ['\u30ca\u30e1'],
      kwargs: {},
    })
  })

  it('says where text stops being JSON', () => {
    assert.throws(() => parse('{"args": [}'), { message: /^not JSON: .+/ })
    assert.throws(() => parse(''), UnreadableBody)
  })

  it("reads Python's NaN and infinities as numbers", () => {
    const text =
      '{"a": [NaN, -Infinity, Infinity], "b": "NaN, \\"Infinity\\\\", "c": NaN, "Infinity": 1}'
    assert.deepEqual(parse(text), {
      a: [Number.NaN, -Infinity, Infinity],
      b: 'NaN, "Infinity\\',
      c: Number.NaN,
      Infinity: 1,
    })
    assert.ok(Number.isNaN(parse('NaN')))
    for (const text of ['-NaN', 'NaNs', '[NaN', 'Inf', '{NaN: 1}', '"NaN', '"\\']) {
      assert.throws(() => parse(text), { message: /^not JSON: / }, text)
    }
    assert.throws(() => parse('[NaN, {"__proto__": 1}]'), { message: /"__proto__" is not allowed/ })
  })

  it("reads Python's integers of any size as the nearest number", () => {
    assert.equal(parse('9223372036854775808'), 2 ** 63)
    assert.equal(parse('9007199254740993'), 2 ** 53)
  })

  it('takes no longer for a long text that only seems to be from Python', () => {
    const text = `[NaN, "${'\\"'.repeat(1_000_000)}`
    const before = performance.now()
    assert.throws(() => parse(text), UnreadableBody)
    assert.ok(performance.now() - before < 2000)
  })

  for (const text of [
    '{"__proto__": {"admin": true}}',
    '{"a": [{"__proto__": 1}]}',
    '{"\\u005f_proto__": {"admin": true}}',
    '{"\\u005F\\u005fproto\\u005f_": 1}',
    '{"constructor": {"prototype": {"admin": true}}}',
    '{"\\u0063onstructor": {"prototype": 1}}',
  ]) {
    it(`refuses keys that reach a prototype: ${text}`, () => {
      assert.throws(() => parse(text), { message: /^the key ".+" is not allowed$/ })
    })
  }

  it('lets the same words pass where they are data', () => {
    assert.deepEqual(parse('["__proto__"]'), ['__proto__'])
    assert.deepEqual(parse('{"constructor": "Ferrari"}'), { constructor: 'Ferrari' })
  })

  it('refuses nesting that would overflow the stack, and only that', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    assert.doesNotThrow(() => parse(nested(128)))
    assert.throws(() => parse(nested(129)), { message: /nested deeper than 128 levels/ })
    assert.throws(() => parse('['.repeat(1_000_000)), { message: /nested deeper/ })
    assert.throws(() => parse('{"a":'.repeat(10_000)), { message: /nested deeper/ })
  })

  it('does not take brackets within strings for nesting', () => {
    const text = JSON.stringify(['['.repeat(500), `\\"${'{'.repeat(500)}`])
    assert.deepEqual(parse(text), JSON.parse(text))
  })
})
