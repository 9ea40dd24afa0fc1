import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { TopicMatcher } from '../../runtime/broker/topic-matcher.js'

/** As the specification has it: word by word, without any cleverness. */
function fits(pattern: readonly string[], key: readonly string[]): boolean {
  const [first, ...rest] = pattern
  if (first === undefined) return key.length === 0
  if (first === '#') return key.some((_, index) => fits(rest, key.slice(index))) || fits(rest, [])
  if (key.length === 0) return false
  return (first === '*' || first === key[0]) && fits(rest, key.slice(1))
}

const words = (text: string) => (text === '' ? [] : text.split('.'))
const key = fc
  .array(fc.constantFrom('a', 'b', '', 'c'), { maxLength: 5 })
  .map((all) => all.join('.'))
const pattern = fc
  .array(fc.constantFrom('a', 'b', '*', '#', ''), { maxLength: 5 })
  .map((all) => all.join('.'))

describe('TopicMatcher', () => {
  it('finds exactly the patterns that fit, whatever was bound and unbound before', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { maxLength: 12 }),
        fc.array(pattern, { maxLength: 6 }),
        fc.array(key, { minLength: 1, maxLength: 6 }),
        (kept, removed, keys) => {
          const matcher = new TopicMatcher<string>()
          for (const one of [...removed, ...kept]) matcher.add(one, one)
          for (const one of keys) matcher.match(one)
          for (const one of removed) matcher.remove(one, one)
          for (const one of keys) {
            const expected = [...new Set(kept)].filter((each) => fits(words(each), words(one)))
            assert.deepEqual([...matcher.match(one)].sort(), expected.sort(), `key '${one}'`)
          }
        },
      ),
    )
  })

  it('gives each target once, however many of its patterns fit', () => {
    const matcher = new TopicMatcher<string>()
    for (const one of ['a.b', 'a.*', '#', '#.b', '#.#']) matcher.add(one, 'target')
    assert.deepEqual(matcher.match('a.b'), ['target'])
  })

  it('does not mind keys that it never saw before, as many as there are', () => {
    const matcher = new TopicMatcher<number>()
    for (let i = 0; i < 1_000; i++) matcher.add(`service_${i}.*`, i)
    for (let i = 0; i < 20_000; i++) {
      assert.deepEqual(matcher.match(`service_${i % 1_000}.method_${i}`), [i % 1_000])
    }
  })

  it('is not slowed down by patterns of many #', () => {
    const matcher = new TopicMatcher<string>()
    matcher.add(Array.from({ length: 30 }, () => '#.a').join('.'), 'deep')
    assert.deepEqual(matcher.match(Array.from({ length: 60 }, () => 'a').join('.')), ['deep'])
    assert.deepEqual(matcher.match(Array.from({ length: 60 }, () => 'b').join('.')), [])
  })
})
