import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { checkTable } from '../../runtime/broker/check-table.js'
import {
  ByteReader,
  ByteWriter,
  type Field,
  FrameError,
  readTable,
  writeTable,
} from '../../runtime/frames/index.js'

const integer = (tag: 'b' | 'B' | 's' | 'u' | 'I' | 'i', min: number, max: number) =>
  fc.integer({ min, max }).map((value): Field => ({ tag, value }))

const { field } = fc.letrec<{ field: Field }>((tie) => ({
  field: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    integer('I', -(2 ** 31), 2 ** 31 - 1),
    fc.string().map((value): Field => ({ tag: 'S', value })),
    fc.boolean().map((value): Field => ({ tag: 't', value })),
    integer('b', -128, 127),
    integer('B', 0, 255),
    integer('s', -32_768, 32_767),
    integer('u', 0, 65_535),
    integer('i', 0, 2 ** 32 - 1),
    fc
      .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
      .map((value): Field => ({ tag: 'l', value })),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value): Field => ({ tag: 'T', value })),
    fc.double({ noNaN: true }).map((value): Field => ({ tag: 'd', value })),
    fc.constant<Field>({ tag: 'D', value: { places: 2, digits: 314 } }),
    fc.constant<Field>({ tag: 'V', value: null }),
    fc.uint8Array().map((bytes): Field => ({ tag: 'x', value: Buffer.from(bytes) })),
    fc.array(tie('field'), { maxLength: 4 }).map((value): Field => ({ tag: 'A', value })),
    fc
      .array(fc.tuple(fc.string({ maxLength: 20 }), tie('field')), { maxLength: 4 })
      .map((entries): Field => ({ tag: 'F', value: new Map(entries) })),
  ),
}))
const table = fc
  .array(fc.tuple(fc.string({ maxLength: 20 }), field), { maxLength: 6 })
  .map((entries) => {
    const writer = new ByteWriter()
    writeTable(writer, new Map(entries))
    return writer.finish()
  })

/** Where a table ends, or that it is broken. */
function outcome(read: () => number): number | 'broken' {
  try {
    return read()
  } catch (error) {
    assert.ok(error instanceof FrameError, String(error))
    fc.pre(!error.message.includes('UTF-8'))
    return 'broken'
  }
}

function decodedEnd(bytes: Buffer): number {
  const reader = new ByteReader(bytes)
  readTable(reader)
  return reader.offset
}

describe('checkTable', () => {
  it('passes every table', () => {
    fc.assert(fc.property(table, (bytes) => assert.equal(checkTable(bytes, 0), bytes.length)))
  })

  it('refuses exactly what cannot be decoded, but for names that are no text', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 })
    fc.assert(
      fc.property(table, damage, (bytes, changes) => {
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        assert.equal(
          outcome(() => checkTable(bytes, 0)),
          outcome(() => decodedEnd(bytes)),
        )
      }),
      { numRuns: 1_000 },
    )
  })

  it('refuses what is nested too deeply to be decoded', () => {
    let nested: Field = { tag: 'V', value: null }
    for (let depth = 0; depth < 100; depth++) nested = { tag: 'A', value: [nested] }
    const writer = new ByteWriter()
    writeTable(writer, new Map([['deep', nested]]))
    assert.throws(() => checkTable(writer.finish(), 0), /nested deeper/)
  })
})
