// Garbage makes FrameErrors and nothing else. Every run has a new seed, which a failure prints:
// FRAMES_SEED=<seed> repeats it, FRAMES_RUNS=<count> makes more of them.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  decodeMethod,
  decodeProperties,
  encodeContentHeader,
  encodeFrame,
  encodeMethod,
  encodeProperties,
  FrameError,
  FrameReader,
  type MethodName,
  rawProperties,
  readBodySize,
} from '../../runtime/frames/index.js'
import { fieldsOf, METHOD_NAMES, properties } from './arbitraries.js'

const numRuns = Number(process.env.FRAMES_RUNS ?? 2_000)
const seed = Number(process.env.FRAMES_SEED ?? Math.floor(Math.random() * 2 ** 31))
const parameters = { numRuns, seed }

/** Runs a reader over bytes that may be anything. */
function survives(read: () => void): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof FrameError)) throw error
    assert.match(String(error.replyCode), /^50[1235]$/)
  }
}

function readPayload(payload: Buffer): void {
  survives(() => rewrite(payload))
  survives(() => {
    readBodySize(payload)
    decodeProperties(rawProperties(payload))
  })
  survives(() => decodeProperties(payload))
}

/** What could be read must be writable too: a broker passes it on. */
function rewrite(payload: Buffer): void {
  const method = decodeMethod(payload)
  assert.doesNotThrow(() => encodeMethod(method.name, method as never))
}

interface Change {
  readonly at: number
  readonly value: number
}

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    value: fc.integer({ min: 0, max: 255 }),
  }),
  { minLength: 1, maxLength: 5 },
)

function spoil(bytes: Buffer, list: readonly Change[]): Buffer {
  const spoiled = Buffer.from(bytes)
  for (const { at, value } of list) spoiled[Math.floor(at * spoiled.length)] = value
  return spoiled
}

const methodPayload: fc.Arbitrary<Buffer> = fc
  .constantFrom(...METHOD_NAMES)
  .chain((name: MethodName) => fieldsOf(name).map((fields) => encodeMethod(name, fields)))

const headerPayload: fc.Arbitrary<Buffer> = properties.map((given) =>
  encodeContentHeader(1, encodeProperties(given)),
)

describe(`garbage (seed ${seed})`, () => {
  it('as a payload', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array))
    fc.assert(fc.property(bytes, readPayload), parameters)
  })

  it('behind the number of a method', () => {
    const bytes = fc.tuple(methodPayload, fc.uint8Array({ maxLength: 100 }))
    fc.assert(
      fc.property(bytes, ([method, rest]) =>
        readPayload(Buffer.concat([method.subarray(0, 4), rest])),
      ),
      parameters,
    )
  })

  it('as some octets of a payload that was right', () => {
    const payload = fc.oneof(methodPayload, headerPayload)
    fc.assert(
      fc.property(payload, changes, (right, list) => readPayload(spoil(right, list))),
      parameters,
    )
  })

  it('as a stream of bytes', () => {
    const stream = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
      fc
        .tuple(fc.array(methodPayload, { maxLength: 4 }), changes)
        .map(([payloads, list]) =>
          spoil(
            Buffer.concat([Buffer.alloc(1), ...payloads.map((each) => encodeFrame(1, 0, each))]),
            list,
          ).subarray(1),
        ),
    )
    fc.assert(
      fc.property(stream, (bytes) =>
        survives(() => new FrameReader(131_072).push(bytes, (frame) => readPayload(frame.payload))),
      ),
      parameters,
    )
  })
})
