import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hasFormat, hasMaxLength, hasMinLength, isMultipleOf, isUnique } from 'mycelia/codec'

describe('lengths', () => {
  it('count characters, not the halves that JavaScript stores some of them in', () => {
    assert.ok(hasMinLength('🙂🙂', 2))
    assert.ok(!hasMinLength('🙂🙂', 3))
    assert.ok(hasMaxLength('🙂🙂', 2))
    assert.ok(!hasMaxLength('🙂🙂', 1))
    assert.ok(hasMinLength('ab', 2) && hasMaxLength('ab', 2))
    assert.ok(!hasMinLength('', 1) && hasMaxLength('', 0))
  })
})

describe('isMultipleOf', () => {
  it('forgives the last bits of a fraction, and no more', () => {
    for (const [value, step] of [
      [0.3, 0.1],
      [19.99, 0.01],
      [-4, 2],
      [0, 7],
    ] as const) {
      assert.ok(isMultipleOf(value, step), `${value} of ${step}`)
    }
    assert.ok(!isMultipleOf(0.35, 0.1))
    assert.ok(!isMultipleOf(5, 2))
    assert.ok(!isMultipleOf(19.995, 0.01))
  })
})

describe('isUnique', () => {
  it('compares JSON forms, whatever the order of keys', () => {
    assert.ok(isUnique([1, '1', true, null, [1], { a: 1 }, '{"a":1}']))
    assert.ok(
      !isUnique([
        { a: 1, b: { c: 2, d: 3 } },
        { b: { d: 3, c: 2 }, a: 1 },
      ]),
    )
    assert.ok(!isUnique(['a', 'b', 'a']))
  })
})

/** A format, texts that have it, and texts that do not. */
const FORMATS: Readonly<Record<string, readonly [good: string[], bad: string[]]>> = {
  date: [
    ['2026-02-28', '2024-02-29', '0001-01-01'],
    ['2026-02-29', '2026-2-1', '2026-13-01', '2026-01-01T00:00:00Z', ''],
  ],
  time: [
    ['09:30:00Z', '23:59:60+01:00', '00:00:00.123-12:30'],
    ['24:00:00Z', '09:30Z', '09:30:00', '9:30:00Z'],
  ],
  'date-time': [
    ['2026-01-31T09:30:00Z', '2026-01-31t09:30:00.5+01:00'],
    ['2026-01-31 09:30:00Z', '2026-02-30T09:30:00Z', '2026-01-31T09:30:00'],
  ],
  email: [
    ['me@example.org', 'first.last+tag@sub.example.org'],
    ['me', 'me@', '@example.org', 'me@localhost', 'a..b@example.org', 'a b@example.org', 'a@b@c.d'],
  ],
  hostname: [
    ['localhost', 'example.org', 'a-b.c1'],
    ['-a.org', 'a..b', 'a_b.org', '', `${'a'.repeat(64)}.org`],
  ],
  ipv4: [['127.0.0.1'], ['127.0.0', '256.0.0.1', '::1']],
  ipv6: [
    ['::1', '2001:db8::8a2e:370:7334'],
    ['127.0.0.1', '12345::'],
  ],
  uri: [
    ['https://example.org/a?b#c', 'urn:isbn:0451450523', 'mailto:me@example.org'],
    ['/a/b', 'example.org', 'https://a b', ''],
  ],
  uuid: [
    ['123e4567-e89b-12d3-a456-426614174000', '00000000-0000-0000-0000-000000000000'],
    ['123e4567e89b12d3a456426614174000', 'g23e4567-e89b-12d3-a456-426614174000'],
  ],
}

describe('hasFormat', () => {
  for (const [format, [good, bad]] of Object.entries(FORMATS)) {
    it(format, () => {
      for (const text of good) assert.ok(hasFormat(text, format), text)
      for (const text of bad) assert.ok(!hasFormat(text, format), text)
    })
  }

  it('takes its time in proportion to the text, whatever that is', () => {
    const long = 'a'.repeat(100_000)
    for (const format of Object.keys(FORMATS)) {
      for (const text of [long, `${long}@`, '1.'.repeat(50_000), '::'.repeat(50_000)]) {
        assert.ok(!hasFormat(text, format) || format === 'uri')
      }
    }
  })
})
