import { isUtf8 } from 'node:buffer'
import type { ByteReader } from './byte-reader.js'
import type { ByteWriter } from './byte-writer.js'
import { FrameError } from './frame-error.js'

/**
 * A value in a field table, with the tag that it has on the wire, so that what is read can be
 * written again as it was. Tags are those of RabbitMQ (amqp-0-9-1-errata) and py-amqp's `L`.
 */
export type Field =
  | { readonly tag: 't'; readonly value: boolean }
  | { readonly tag: 'b' | 'B' | 's' | 'u' | 'I' | 'i' | 'f' | 'd'; readonly value: number }
  /** 64 bits: signed, unsigned; `T` is a timestamp in seconds. */
  | { readonly tag: 'l' | 'L' | 'T'; readonly value: bigint }
  | { readonly tag: 'D'; readonly value: Decimal }
  | { readonly tag: 'S'; readonly value: string }
  | { readonly tag: 'x'; readonly value: Buffer }
  | { readonly tag: 'A'; readonly value: readonly Field[] }
  | { readonly tag: 'F'; readonly value: FieldTable }
  | { readonly tag: 'V'; readonly value: null }

/** Names as they come; a peer may call one `__proto__`. */
export type FieldTable = ReadonlyMap<string, Field>

/** `digits / 10 ** places`. */
export interface Decimal {
  readonly places: number
  readonly digits: number
}

/** How deep tables and arrays may lie in each other. */
const MAX_DEPTH = 64

export function readTable(reader: ByteReader, depth = 0): FieldTable {
  refuseDepth(depth)
  const inner = reader.within(reader.long())
  const table = new Map<string, Field>()
  while (!inner.atEnd) table.set(inner.shortstr(), readField(inner, depth))
  return table
}

function readArray(reader: ByteReader, depth: number): readonly Field[] {
  refuseDepth(depth)
  const inner = reader.within(reader.long())
  const fields: Field[] = []
  while (!inner.atEnd) fields.push(readField(inner, depth))
  return fields
}

function readField(reader: ByteReader, depth: number): Field {
  const tag = String.fromCharCode(reader.octet())
  switch (tag) {
    case 't':
      return { tag, value: reader.octet() !== 0 }
    case 'b':
      return { tag, value: reader.int8() }
    case 'B':
      return { tag, value: reader.octet() }
    case 's':
      return { tag, value: reader.int16() }
    case 'u':
      return { tag, value: reader.short() }
    case 'I':
      return { tag, value: reader.int32() }
    case 'i':
      return { tag, value: reader.long() }
    case 'l':
      return { tag, value: reader.int64() }
    case 'L':
    case 'T':
      return { tag, value: reader.uint64() }
    case 'f':
      return { tag, value: reader.float() }
    case 'd':
      return { tag, value: reader.double() }
    case 'D':
      return { tag, value: { places: reader.octet(), digits: reader.int32() } }
    case 'S':
      return readText(reader.longstr())
    case 'x':
      return { tag, value: reader.longstr() }
    case 'A':
      return { tag, value: readArray(reader, depth + 1) }
    case 'F':
      return { tag, value: readTable(reader, depth + 1) }
    case 'V':
      return { tag, value: null }
    default:
      throw new FrameError(502, `unknown field type ${JSON.stringify(tag)} in a table`)
  }
}

/** A long string is text by custom only: bytes that are none stay bytes, lest they be lost. */
function readText(bytes: Buffer): Field {
  return isUtf8(bytes) ? { tag: 'S', value: bytes.toString('utf8') } : { tag: 'x', value: bytes }
}

function refuseDepth(depth: number): void {
  if (depth > MAX_DEPTH) throw new FrameError(502, `tables nested deeper than ${MAX_DEPTH} levels`)
}

export function writeTable(writer: ByteWriter, table: FieldTable): void {
  writer.sized(() => {
    for (const [name, field] of table) {
      writer.shortstr(name)
      writeField(writer, field)
    }
  })
}

function writeField(writer: ByteWriter, field: Field): void {
  writer.octet(field.tag.charCodeAt(0))
  switch (field.tag) {
    case 't':
      writer.octet(field.value ? 1 : 0)
      break
    case 'b':
      writer.int8(field.value)
      break
    case 'B':
      writer.octet(field.value)
      break
    case 's':
      writer.int16(field.value)
      break
    case 'u':
      writer.short(field.value)
      break
    case 'I':
      writer.int32(field.value)
      break
    case 'i':
      writer.long(field.value)
      break
    case 'l':
      writer.int64(field.value)
      break
    case 'L':
    case 'T':
      writer.uint64(field.value)
      break
    case 'f':
      writer.float(field.value)
      break
    case 'd':
      writer.double(field.value)
      break
    case 'D':
      writer.octet(field.value.places)
      writer.int32(field.value.digits)
      break
    case 'S':
    case 'x':
      writer.longstr(field.value)
      break
    case 'A':
      writer.sized(() => {
        for (const item of field.value) writeField(writer, item)
      })
      break
    case 'F':
      writeTable(writer, field.value)
      break
  }
}
