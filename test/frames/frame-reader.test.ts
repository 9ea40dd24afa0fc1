import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  encodeFrame,
  FRAME_OVERHEAD,
  FrameError,
  FrameReader,
  writeFrame,
} from '../../runtime/frames/index.js'

const LIMIT = 4096

interface PlainFrame {
  readonly type: number
  readonly channel: number
  readonly payload: Buffer
}

const frames: fc.Arbitrary<readonly PlainFrame[]> = fc.array(
  fc.record(
    {
      type: fc.constantFrom(1, 2, 3, 8),
      channel: fc.integer({ min: 0, max: 0xffff }),
      payload: fc.uint8Array({ maxLength: 600 }).map((array) => Buffer.from(array)),
    },
    { noNullPrototype: true },
  ),
  { maxLength: 12 },
)

function encode(list: readonly PlainFrame[]): Buffer {
  return Buffer.concat(list.map((frame) => encodeFrame(frame.type, frame.channel, frame.payload)))
}

/** What a reader hands over, as copies: a payload is only part of what was received. */
function readAll(chunks: readonly Buffer[]): PlainFrame[] {
  const reader = new FrameReader(LIMIT)
  const read: PlainFrame[] = []
  for (const chunk of chunks) {
    reader.push(chunk, ({ type, channel, payload }) => {
      read.push({ type, channel, payload: Buffer.from(payload) })
    })
  }
  return read
}

/** Cuts bytes at places given as shares of 1. */
function split(bytes: Buffer, shares: readonly number[]): Buffer[] {
  const cuts = shares.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b)
  return [0, ...cuts].map((cut, i) => Buffer.from(bytes.subarray(cut, cuts[i] ?? bytes.length)))
}

describe('FrameReader', () => {
  it('reads the same frames however their bytes are cut', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(frames, fc.array(share, { maxLength: 20 }), (list, shares) => {
        assert.deepEqual(readAll(split(encode(list), shares)), list)
      }),
    )
  })

  it('reads frames that come byte by byte', () => {
    fc.assert(
      fc.property(frames, (list) => {
        const bytes = encode(list)
        assert.deepEqual(readAll(Array.from(bytes, (byte) => Buffer.from([byte]))), list)
      }),
      { numRuns: 20 },
    )
  })

  it('takes a frame of the largest size, and none larger', () => {
    const largest = encodeFrame(3, 1, Buffer.alloc(LIMIT - FRAME_OVERHEAD))
    assert.equal(readAll([largest]).length, 1)
    const larger = encodeFrame(3, 1, Buffer.alloc(LIMIT - FRAME_OVERHEAD + 1))
    assert.throws(() => readAll([larger]), FrameError)
  })

  it('refuses a frame that is too large before its payload has come', () => {
    assert.throws(() => readAll([Buffer.from('0300010000ffff00', 'hex')]), FrameError)
  })

  it('obeys a limit that changes between two frames', () => {
    const reader = new FrameReader(LIMIT)
    const bytes = Buffer.concat([
      encodeFrame(1, 0, Buffer.alloc(8)),
      encodeFrame(1, 0, Buffer.alloc(9)),
    ])
    assert.throws(
      () =>
        reader.push(bytes, () => {
          reader.maxFrameSize = 16
        }),
      FrameError,
    )
  })

  it('refuses a frame without its end octet', () => {
    const bytes = encodeFrame(1, 1, Buffer.from('abc'))
    bytes[bytes.length - 1] = 0xcd
    assert.throws(() => readAll([bytes]), FrameError)
  })

  it('leaves chunks as they are when others follow', () => {
    const bytes = encodeFrame(3, 1, Buffer.from('abcdef'))
    const [first = bytes, second = bytes] = split(bytes, [0.5])
    const before = Buffer.from(first)
    readAll([first, second])
    assert.deepEqual(first, before)
  })
})

describe('writeFrame', () => {
  it('puts one frame behind another', () => {
    fc.assert(
      fc.property(frames, (list) => {
        const target = Buffer.alloc(encode(list).length)
        const end = list.reduce(
          (offset, { type, channel, payload }) =>
            writeFrame(target, offset, type, channel, payload),
          0,
        )
        assert.equal(end, target.length)
        assert.deepEqual(target, encode(list))
      }),
    )
  })
})
