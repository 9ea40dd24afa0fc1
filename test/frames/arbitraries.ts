import fc from 'fast-check'
import type { BasicProperties, Field, FieldTable, MethodName } from '../../runtime/frames/index.js'
import { type FieldType, METHODS } from '../../runtime/frames/methods.js'

/** Text that is well-formed Unicode and no longer, in UTF-8, than a short string may be. */
export const shortText: fc.Arbitrary<string> = fc
  .string({ unit: 'binary', maxLength: 300 })
  .filter((text) => Buffer.byteLength(text) <= 255)

const bytes: fc.Arbitrary<Buffer> = fc
  .uint8Array({ maxLength: 300 })
  .map((array) => Buffer.from(array))

const int = (min: number, max: number) => fc.integer({ min, max })
const bigint = (min: bigint, max: bigint) => fc.bigInt({ min, max })

/** Every scalar tag, with the whole range of its values. */
const SCALARS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  t: fc.boolean(),
  b: int(-0x80, 0x7f),
  B: int(0, 0xff),
  s: int(-0x8000, 0x7fff),
  u: int(0, 0xffff),
  I: int(-0x8000_0000, 0x7fff_ffff),
  i: int(0, 0xffff_ffff),
  l: bigint(-(2n ** 63n), 2n ** 63n - 1n),
  L: bigint(0n, 2n ** 64n - 1n),
  T: bigint(0n, 2n ** 64n - 1n),
  f: fc.float(),
  d: fc.double(),
  D: fc.record(
    { places: int(0, 0xff), digits: int(-0x8000_0000, 0x7fff_ffff) },
    { noNullPrototype: true },
  ),
  S: fc.string({ unit: 'binary', maxLength: 300 }),
  x: bytes,
  V: fc.constant(null),
}

/** All tags there are; what nests comes last. */
export const TAGS: readonly string[] = [...Object.keys(SCALARS), 'A', 'F']

/** A field of one tag; nested ones hold scalars only. */
export function fieldOf(tag: string): fc.Arbitrary<Field> {
  if (tag === 'A') return fc.array(scalar, { maxLength: 8 }).map((value) => ({ tag: 'A', value }))
  if (tag === 'F') return tableOf(scalar).map((value) => ({ tag: 'F', value }))
  return SCALARS[tag]!.map((value) => ({ tag, value }) as Field)
}

const scalar: fc.Arbitrary<Field> = fc.oneof(
  ...Object.entries(SCALARS).map(([tag, values]) =>
    values.map((value) => ({ tag, value }) as Field),
  ),
)

function tableOf(field: fc.Arbitrary<Field>): fc.Arbitrary<FieldTable> {
  return fc.array(fc.tuple(shortText, field), { maxLength: 8 }).map((entries) => new Map(entries))
}

/** Tables that hold every tag, arrays and tables in each other. */
export const table: fc.Arbitrary<FieldTable> = fc.letrec<{ field: Field; table: FieldTable }>(
  (tie) => ({
    table: tableOf(tie('field')),
    field: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar,
      fc.array(tie('field'), { maxLength: 4 }).map((value): Field => ({ tag: 'A', value })),
      tie('table').map((value): Field => ({ tag: 'F', value })),
    ),
  }),
).table

const FIELDS: Readonly<Record<FieldType, fc.Arbitrary<unknown>>> = {
  bit: fc.boolean(),
  octet: int(0, 0xff),
  short: int(0, 0xffff),
  long: int(0, 0xffff_ffff),
  longlong: fc.maxSafeNat(),
  shortstr: shortText,
  longstr: bytes,
  table,
}

export const METHOD_NAMES: readonly MethodName[] = Object.keys(METHODS) as MethodName[]

/** The fields of a method, by name, as the table of methods lays them out. */
export function fieldsOf(name: MethodName): fc.Arbitrary<never> {
  const fields = METHODS[name][2].split(' ').filter((field) => field !== '')
  return fc.record(
    Object.fromEntries(
      fields.map((field) => {
        const [fieldName = '', type] = field.split(':')
        return [fieldName, FIELDS[type as FieldType]]
      }),
    ),
    { noNullPrototype: true },
  ) as fc.Arbitrary<never>
}

/** Message properties, any of them absent. */
export const properties: fc.Arbitrary<BasicProperties> = fc.record(
  {
    contentType: shortText,
    contentEncoding: shortText,
    headers: table,
    deliveryMode: int(0, 0xff),
    priority: int(0, 0xff),
    correlationId: shortText,
    replyTo: shortText,
    expiration: shortText,
    messageId: shortText,
    timestamp: fc.maxSafeNat(),
    type: shortText,
    userId: shortText,
    appId: shortText,
    clusterId: shortText,
  },
  { requiredKeys: [], noNullPrototype: true },
)
