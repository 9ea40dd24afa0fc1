import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  decodeProperties,
  encodeContentHeader,
  encodeProperties,
  FrameError,
  rawProperties,
  readBodySize,
} from '../../runtime/frames/index.js'
import { properties } from './arbitraries.js'

describe('content headers', () => {
  it('give the properties and the body size that they were made of', () => {
    fc.assert(
      fc.property(properties, fc.maxSafeNat(), (given, size) => {
        const payload = encodeContentHeader(size, encodeProperties(given))
        assert.equal(readBodySize(payload), size)
        assert.deepEqual(decodeProperties(rawProperties(payload)), given)
      }),
    )
  })

  it('set the highest flag for the first property', () => {
    const raw = encodeProperties({ contentType: 'a', deliveryMode: 2, clusterId: 'z' })
    assert.equal(raw.toString('hex'), `9004${'0161'}02${'017a'}`)
  })

  it('refuse a class other than basic', () => {
    const payload = encodeContentHeader(1, encodeProperties({}))
    payload.writeUInt16BE(61, 0)
    assert.throws(() => readBodySize(payload), FrameError)
  })

  it('refuse flags of properties that do not exist', () => {
    for (const flags of [1, 2]) {
      const raw = Buffer.alloc(2)
      raw.writeUInt16BE(flags)
      assert.throws(() => decodeProperties(raw), FrameError)
    }
  })

  it('refuse a payload that ends within a property', () => {
    const raw = encodeProperties({ contentType: 'text/plain', timestamp: 1, appId: 'test' })
    for (let length = 0; length < raw.length; length++) {
      assert.throws(() => decodeProperties(raw.subarray(0, length)), FrameError)
    }
  })

  it('refuse bytes behind the last property', () => {
    const raw = Buffer.concat([encodeProperties({ deliveryMode: 2 }), Buffer.alloc(1)])
    assert.throws(() => decodeProperties(raw), FrameError)
  })
})
