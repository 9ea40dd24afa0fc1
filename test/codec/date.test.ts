import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { acceptsDate, decodeDate, hasDateForm } from 'mycelia/codec'
import { datesMethod } from '../golden/shapes/src/generated/shapes.codecs.js'

describe('a Date', () => {
  for (const [form, expected] of [
    ['2026-01-31T09:30:00.000Z', '2026-01-31T09:30:00.000Z'],
    ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00.000Z'],
    ['2026-01-31T09:30:00.123456', '2026-01-31T09:30:00.123Z'],
    ['2026-01-31 09:30:00+02:00', '2026-01-31T07:30:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    [
      { __type__: 'datetime', __value__: '2026-01-31T09:30:00.123456+02:00' },
      '2026-01-31T07:30:00.123Z',
    ],
    [{ __type__: 'datetime', __value__: '2026-01-31T09:30:00' }, '2026-01-31T09:30:00.000Z'],
    [{ __type__: 'date', __value__: '2026-01-31' }, '2026-01-31T00:00:00.000Z'],
  ] as const) {
    it(`is read from ${JSON.stringify(form)}`, () => {
      assert.ok(acceptsDate(form))
      assert.equal(decodeDate(form).toISOString(), expected)
    })
  }

  for (const form of [
    'soon',
    '2026-02-30',
    0,
    null,
    undefined,
    {},
    [],
    { __type__: 'time', __value__: '09:30:00' },
    { __type__: 'decimal', __value__: '2026' },
    { __type__: 'datetime', __value__: 'soon' },
    { __type__: 'datetime', __value__: 0 },
    { __type__: 'datetime' },
  ]) {
    it(`is not read from ${JSON.stringify(form)}`, () => {
      assert.ok(!acceptsDate(form))
    })
  }

  it('is told from the other members of a union, in any form', () => {
    const form = { __type__: 'datetime', __value__: '2026-01-31T09:30:00' }
    const moment = new Date('2026-01-31T09:30:00Z')
    const args = [{ a: form, b: null }, [form, 7, '2026-01-31T09:30:00Z']]
    assert.ok(datesMethod.acceptsArgs?.(args))
    assert.deepEqual(datesMethod.decodeArgs?.(args), [{ a: moment, b: null }, [moment, 7, moment]])
    assert.ok(!hasDateForm({ __type__: 'datetime', __value__: 'soon' }))
  })

  it('is explained where it is expected and not there', async () => {
    const { args } = await datesMethod.schemas()
    const issues = args.safeDecode([{ a: 7 }, []]).error?.issues ?? []
    assert.match(JSON.stringify(issues), /expected an ISO 8601 date/)
  })
})
