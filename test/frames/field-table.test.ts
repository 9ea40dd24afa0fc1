import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  ByteReader,
  ByteWriter,
  type Field,
  type FieldTable,
  FrameError,
  readTable,
  writeTable,
} from '../../runtime/frames/index.js'
import { fieldOf, TAGS, table } from './arbitraries.js'

function write(fields: FieldTable): Buffer {
  const writer = new ByteWriter(1)
  writeTable(writer, fields)
  return writer.finish()
}

function read(bytes: Buffer): FieldTable {
  return readTable(new ByteReader(bytes))
}

/** The bytes of a table that holds one field, named `k`. */
function tableOf(field: string): Buffer {
  const body = Buffer.from(`016b${field}`, 'hex')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
}

function nested(levels: number): FieldTable {
  let inner: FieldTable = new Map()
  for (let i = 0; i < levels; i++) inner = new Map([['k', { tag: 'F', value: inner }]])
  return inner
}

describe('field tables', () => {
  for (const tag of TAGS) {
    it(`keep the tag and the value of a field of type ${tag}`, () => {
      fc.assert(
        fc.property(fieldOf(tag), (field) => {
          assert.deepEqual(read(write(new Map([['name', field]]))), new Map([['name', field]]))
        }),
      )
    })
  }

  it('read as they were written, whatever lies in them', () => {
    fc.assert(fc.property(table, (fields) => assert.deepEqual(read(write(fields)), fields)))
  })

  it('give the same bytes when what was read is written again', () => {
    fc.assert(
      fc.property(table, (fields) => assert.deepEqual(write(read(write(fields))), write(fields))),
    )
  })

  const examples: readonly [string, Field][] = [
    ['7401', { tag: 't', value: true }],
    ['62ff', { tag: 'b', value: -1 }],
    ['42ff', { tag: 'B', value: 255 }],
    ['73fffe', { tag: 's', value: -2 }],
    ['75fffe', { tag: 'u', value: 65_534 }],
    ['49fffffffe', { tag: 'I', value: -2 }],
    ['69fffffffe', { tag: 'i', value: 4_294_967_294 }],
    ['6cfffffffffffffffe', { tag: 'l', value: -2n }],
    ['4cfffffffffffffffe', { tag: 'L', value: 2n ** 64n - 2n }],
    ['540000000065000000', { tag: 'T', value: 0x6500_0000n }],
    ['663fc00000', { tag: 'f', value: 1.5 }],
    ['643ff8000000000000', { tag: 'd', value: 1.5 }],
    ['44020000007b', { tag: 'D', value: { places: 2, digits: 123 } }],
    ['5300000002c3a9', { tag: 'S', value: 'é' }],
    ['780000000200ff', { tag: 'x', value: Buffer.from([0, 255]) }],
    ['41000000027401', { tag: 'A', value: [{ tag: 't', value: true }] }],
    ['4600000000', { tag: 'F', value: new Map() }],
    ['56', { tag: 'V', value: null }],
  ]
  for (const [bytes, field] of examples) {
    it(`take ${bytes} for type ${field.tag}`, () => {
      assert.deepEqual(read(tableOf(bytes)), new Map([['k', field]]))
      assert.deepEqual(write(new Map([['k', field]])), tableOf(bytes))
    })
  }

  it('keep the bytes of a long string that is no text', () => {
    const field = read(tableOf('5300000002c328')).get('k')
    assert.deepEqual(field, { tag: 'x', value: Buffer.from('c328', 'hex') })
  })

  it('keep a name that objects treat specially', () => {
    const fields: FieldTable = new Map([['__proto__', { tag: 't', value: true }]])
    assert.deepEqual(read(write(fields)), fields)
  })

  it('refuse a type that is unknown', () => {
    assert.throws(() => read(tableOf('5a00')), FrameError)
  })

  it('refuse a field that ends beyond its table', () => {
    const bytes = Buffer.concat([tableOf('5300000005'), Buffer.from('later')])
    assert.throws(() => read(bytes), FrameError)
  })

  it('lie in each other 64 deep and no deeper', () => {
    assert.deepEqual(read(write(nested(64))), nested(64))
    assert.throws(() => read(write(nested(65))), FrameError)
  })
})
