import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError } from 'mycelia'
import { parseDuration, parseSize } from 'mycelia/config'

describe('parseDuration', () => {
  const cases: readonly (readonly [string | number, number])[] = [
    ['500ms', 500],
    ['2s', 2000],
    ['1.5 s', 1500],
    ['1m', 60_000],
    ['1H', 3_600_000],
    [250, 250],
    [0.5, 0.5],
  ]
  for (const [value, milliseconds] of cases) {
    it(`reads ${JSON.stringify(value)} as ${milliseconds} ms`, () => {
      assert.equal(parseDuration(value), milliseconds)
    })
  }

  for (const value of [
    '',
    '2',
    's',
    '-1s',
    '2 days',
    '1e3s',
    '0s',
    '1000h',
    0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ]) {
    it(`refuses ${typeof value === 'string' ? JSON.stringify(value) : value}`, () => {
      assert.throws(() => parseDuration(value), ConfigError)
    })
  }
})

describe('parseSize', () => {
  const cases: readonly (readonly [string | number, number])[] = [
    ['4MiB', 4 * 1024 ** 2],
    ['4 MB', 4_000_000],
    ['1.5kib', 1536],
    ['10B', 10],
    [1024, 1024],
  ]
  for (const [value, bytes] of cases) {
    it(`reads ${JSON.stringify(value)} as ${bytes} bytes`, () => {
      assert.equal(parseSize(value), bytes)
    })
  }

  for (const value of [
    '',
    '4',
    'MiB',
    '-4MiB',
    '4 MiBs',
    '0B',
    '9999999999GiB',
    0,
    -1,
    Number.NaN,
  ]) {
    it(`refuses ${typeof value === 'string' ? JSON.stringify(value) : value}`, () => {
      assert.throws(() => parseSize(value), ConfigError)
    })
  }
})
