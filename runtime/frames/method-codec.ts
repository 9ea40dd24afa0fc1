import { ByteReader } from './byte-reader.js'
import { ByteWriter } from './byte-writer.js'
import { readTable, writeTable } from './field-table.js'
import { FrameError } from './frame-error.js'
import { type FieldType, METHODS, type MethodFields, type MethodName } from './methods.js'

/** A method as it was read. */
export type Method = {
  [Name in MethodName]: { readonly name: Name } & MethodFields<Name>
}[MethodName]

interface Field {
  readonly name: string
  readonly type: FieldType
}

interface Layout {
  readonly name: MethodName
  readonly classId: number
  readonly methodId: number
  readonly fields: readonly Field[]
}

const layouts: readonly Layout[] = Object.entries(METHODS).map(
  ([name, [classId, methodId, fields]]) => ({
    name: name as MethodName,
    classId,
    methodId,
    fields: fields
      .split(' ')
      .filter((field) => field !== '')
      .map((field) => {
        const [fieldName = '', type] = field.split(':')
        return { name: fieldName, type: type as FieldType }
      }),
  }),
)

const byName: ReadonlyMap<MethodName, Layout> = new Map(
  layouts.map((layout) => [layout.name, layout]),
)
const byId: ReadonlyMap<number, Layout> = new Map(
  layouts.map((layout) => [idOf(layout.classId, layout.methodId), layout]),
)

function idOf(classId: number, methodId: number): number {
  return classId * 0x1_0000 + methodId
}

/** The class and method number of a method, which errors refer to. */
export function methodId(name: MethodName): {
  readonly classId: number
  readonly methodId: number
} {
  const [classId, method] = METHODS[name]
  return { classId, methodId: method }
}

/**
 * Reads the payload of a method frame.
 * @throws {FrameError} when there is no such method, or a field is broken.
 */
export function decodeMethod(payload: Buffer): Method {
  const reader = new ByteReader(payload)
  const classId = reader.short()
  const method = reader.short()
  const layout = byId.get(idOf(classId, method))
  if (layout === undefined) throw new FrameError(503, `unknown method ${classId}.${method}`)
  const fields: Record<string, unknown> = { name: layout.name }
  let bits = 0
  let octet = 0
  for (const { name, type } of layout.fields) {
    if (type === 'bit') {
      if (bits % 8 === 0) octet = reader.octet()
      fields[name] = (octet & (1 << (bits % 8))) !== 0
      bits++
    } else {
      bits = 0
      fields[name] = readField(reader, type)
    }
  }
  if (!reader.atEnd) throw new FrameError(501, `${layout.name} goes on behind its last field`)
  return fields as unknown as Method
}

function readField(reader: ByteReader, type: Exclude<FieldType, 'bit'>): unknown {
  return type === 'table' ? readTable(reader) : reader[type]()
}

/** Writes the payload of a method frame. */
export function encodeMethod<Name extends MethodName>(
  name: Name,
  fields: MethodFields<Name>,
): Buffer {
  const writer = new ByteWriter(64)
  writeMethod(writer, name, fields)
  return writer.finish()
}

export function writeMethod<Name extends MethodName>(
  writer: ByteWriter,
  name: Name,
  fields: MethodFields<Name>,
): void {
  const layout = byName.get(name)!
  writer.short(layout.classId)
  writer.short(layout.methodId)
  const values = fields as Readonly<Record<string, never>>
  let bits = 0
  let octet = 0
  const flush = () => {
    if (bits > 0) writer.octet(octet)
    bits = 0
    octet = 0
  }
  for (const { name: field, type } of layout.fields) {
    if (type !== 'bit') {
      flush()
      if (type === 'table') writeTable(writer, values[field]!)
      else writer[type](values[field]!)
      continue
    }
    if (bits === 8) flush()
    if (values[field]) octet |= 1 << bits
    bits++
  }
  flush()
}
