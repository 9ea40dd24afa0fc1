import fc from 'fast-check'
import { isTemplate } from 'mycelia/codec'
import type {
  ArrayConstraints,
  BuiltinName,
  Contract,
  NumberConstraints,
  Property,
  StringConstraints,
  TemplateHole,
  Type,
} from 'mycelia/contract'

/** Values of a type, as a method would take or return them. */
export function arbitraryValue(type: Type, types: Contract['types']): fc.Arbitrary<any> {
  const named = fc.letrec((tie) =>
    Object.fromEntries(
      Object.entries(types).map(([name, { type }]) => [name, valuesOf(type, (ref) => tie(ref))]),
    ),
  )
  return valuesOf(type, (ref) => named[ref] as fc.Arbitrary<any>)
}

type Refer = (name: string) => fc.Arbitrary<any>

const key = fc.stringMatching(/^[a-z]{1,4}$/)

/** JSON numbers; JSON has no negative zero. */
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
)

const bytes = fc.uint8Array({ maxLength: 9 })
const instant = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
const date = instant.map((moment) => moment.toISOString().slice(0, 10))
const time = instant.map((moment) => moment.toISOString().slice(11, 19))

/** Made when they are needed: not every runtime has Temporal. */
function temporal(name: string, text: fc.Arbitrary<string>): fc.Arbitrary<any> {
  return text.map((text) => (globalThis as any).Temporal[name].from(text))
}

const BUILTINS: Readonly<Record<BuiltinName, fc.Arbitrary<any>>> = {
  Date: fc.date({ noInvalidDate: true }),
  bigint: fc.bigInt(),
  URL: fc.webUrl().map((url) => new URL(url)),
  RegExp: fc.constantFrom(/^a+$/, /[/]\n/giu, /(?:)/),
  Uint8Array: bytes.map((items) => new Uint8Array(items)),
  Buffer: bytes.map((items) => Buffer.from(items)),
  ArrayBuffer: bytes.map((items) => new Uint8Array(items).buffer),
  Int8Array: fc.int8Array(),
  Uint8ClampedArray: fc.uint8ClampedArray(),
  Int16Array: fc.int16Array(),
  Uint16Array: fc.uint16Array(),
  Int32Array: fc.int32Array(),
  Uint32Array: fc.uint32Array(),
  Float32Array: fc
    .float32Array({ noNaN: true, noDefaultInfinity: true })
    .map((items) => items.map((item) => item + 0)),
  Float64Array: fc.array(number, { maxLength: 9 }).map((items) => new Float64Array(items)),
  BigInt64Array: fc.bigInt64Array(),
  BigUint64Array: fc.bigUint64Array(),
  'Temporal.Instant': temporal(
    'Instant',
    instant.map((moment) => moment.toISOString()),
  ),
  'Temporal.ZonedDateTime': temporal(
    'ZonedDateTime',
    date.map((day) => `${day}T12:00[Europe/Berlin]`),
  ),
  'Temporal.PlainDate': temporal('PlainDate', date),
  'Temporal.PlainTime': temporal('PlainTime', time),
  'Temporal.PlainDateTime': temporal(
    'PlainDateTime',
    fc.tuple(date, time).map(([day, hour]) => `${day}T${hour}`),
  ),
  'Temporal.PlainYearMonth': temporal(
    'PlainYearMonth',
    date.map((day) => day.slice(0, 7)),
  ),
  'Temporal.PlainMonthDay': temporal(
    'PlainMonthDay',
    date.map((day) => day.slice(5)),
  ),
  'Temporal.Duration': temporal(
    'Duration',
    fc.nat().map((seconds) => `PT${seconds}S`),
  ),
}

const HOLES: Readonly<Record<TemplateHole, fc.Arbitrary<string>>> = {
  string: key,
  number: fc.integer().map(String),
  bigint: fc.bigInt().map(String),
  Uppercase: key.map((text) => text.toUpperCase()),
  Lowercase: key,
  Capitalize: key.map((text) => text.charAt(0).toUpperCase() + text.slice(1)),
  Uncapitalize: key,
}

/** A type that contains itself ends where it may: in an empty array, record or optional property. */
function valuesOf(type: Type, refer: Refer): fc.Arbitrary<any> {
  switch (type.kind) {
    case 'string':
      return constrainedText(type.constraints ?? {})
    case 'number':
      return constrainedNumber(type.constraints ?? {})
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'undefined':
    case 'void':
      return fc.constant(undefined)
    case 'unknown':
    case 'any':
      return fc.oneof(fc.string(), number, fc.boolean(), fc.constant(null), fc.array(fc.string()))
    case 'never':
      throw new Error('there are no values of the type never')
    case 'literal':
      return fc.constant(type.value)
    case 'enum':
      return fc.constantFrom(...type.members.map(({ value }) => value))
    case 'builtin':
      return BUILTINS[type.name]
    case 'template':
      return fc
        .tuple(...type.holes.map((hole) => HOLES[hole]))
        .map((holes) => type.texts.map((text, index) => text + (holes[index] ?? '')).join(''))
        .filter((text) => isTemplate(text, type.texts, type.holes))
    case 'nonPrimitive':
      return fc.oneof(fc.array(fc.string()), fc.dictionary(key, number))
    case 'set':
      return few(valuesOf(type.items, refer)).map((items) => new Set(items))
    case 'map':
      return few(fc.tuple(valuesOf(type.key, refer), valuesOf(type.value, refer))).map(
        (entries) => new Map(entries),
      )
    case 'ref':
      return refer(type.name)
    case 'array':
      return constrainedList(valuesOf(type.items, refer), type.constraints)
    case 'record':
      return orNone(
        {},
        fc.dictionary(keysOf(type.key, refer), valuesOf(type.value, refer), { maxKeys: 3 }),
      )
    case 'union':
      return fc.oneof({ maxDepth: 3 }, ...type.members.map((member) => valuesOf(member, refer)))
    case 'tuple': {
      const parts = type.elements.map((element) => {
        const value = valuesOf(element.type, refer)
        if (element.rest) return few(value)
        return element.optional ? fc.array(value, { maxLength: 1 }) : value.map((item) => [item])
      })
      return fc.tuple(...parts).map((items) => withoutGaps(items))
    }
    case 'object': {
      const known = fc.record(
        Object.fromEntries(
          type.properties.map((property) => [property.name, valuesOf(property.type, refer)]),
        ),
        { requiredKeys: type.properties.filter(isRequired).map(({ name }) => name) },
      )
      if (type.index === undefined) return known
      const others = fc.dictionary(key, valuesOf(type.index, refer), { maxKeys: 2 })
      return fc.tuple(others, known).map(([rest, own]) => ({ ...rest, ...own }))
    }
  }
}

function keysOf(type: Type, refer: Refer): fc.Arbitrary<string> {
  if (type.kind === 'string') return key
  return type.kind === 'number' ? number.map(String) : valuesOf(type, refer)
}

const FORMATTED: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: fc.date({ min: new Date(0), max: new Date('9999-12-31') }).map(dayOf),
  email: fc.stringMatching(/^[a-z]{1,5}\.[a-z]{1,5}@[a-z]{1,5}\.org$/),
  uuid: fc.uuid(),
}

function dayOf(date: Date): string {
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString().slice(0, 10)
}

function constrainedText(constraints: StringConstraints): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = minLength + 10, pattern, format } = constraints
  if (format !== undefined) return FORMATTED[format]!
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'))
  return fc.string({ minLength, maxLength, unit: 'grapheme-composite' }).map(
    // A grapheme is one or more characters.
    (text) => [...text].slice(0, maxLength).join(''),
  )
}

function constrainedNumber(constraints: NumberConstraints): fc.Arbitrary<number> {
  const { integer, minimum = -1000, maximum = 1000, multipleOf } = constraints
  if (Object.keys(constraints).length === 0) return number
  const least = constraints.exclusiveMinimum ?? minimum
  const most = constraints.exclusiveMaximum ?? maximum
  const step = multipleOf ?? (integer ? 1 : 0.5)
  const first = Math.floor(least / step) + 1
  return fc.integer({ min: first, max: Math.ceil(most / step) - 1 }).map((n) => n * step)
}

function constrainedList(
  item: fc.Arbitrary<any>,
  { minItems = 0, maxItems = minItems + 3, uniqueItems }: ArrayConstraints = {},
): fc.Arbitrary<any[]> {
  const length = { minLength: minItems, maxLength: maxItems }
  const list = uniqueItems
    ? fc.uniqueArray(item, { ...length, selector: (value) => JSON.stringify(value) })
    : fc.array(item, length)
  return minItems === 0 ? orNone([], list) : list
}

function few<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return orNone([], fc.array(value, { maxLength: 3 }))
}

/** Nothing, from some depth on. */
function orNone<T>(none: T, some: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ maxDepth: 3, depthIdentifier: 'contract' }, fc.constant(none), some)
}

/** An optional element is there only when those before it are. */
function withoutGaps(parts: readonly unknown[][]): unknown[] {
  return parts.flat()
}

function isRequired({ optional }: Property): boolean {
  return !optional
}

/** A JSON value with something in it replaced by something else: mostly no longer of its type. */
export function spoiled(json: unknown): fc.Arbitrary<unknown> {
  const replacement = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      '',
      'circle',
      0,
      10,
      Number.POSITIVE_INFINITY,
      true,
      [],
      {},
      [null],
      {
        kind: 'polygon',
      },
    ),
    fc.constantFrom('2026-01-31T09:30:00Z', '2026-02-30', '2024-02-29T00:00:00.000000+01:00'),
  )
  return fc
    .tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'add'), replacement)
    .map(([seed, how, value]) => spoil(json, seed, how, value))
}

function spoil(json: unknown, seed: number, how: string, value: unknown): unknown {
  const places = placesIn(json)
  const place = places[seed % (places.length + 1)]
  if (place === undefined) return value
  const copy = structuredClone(json)
  const parent = place.slice(0, -1).reduce((at: any, step) => at[step], copy)
  const last = place.at(-1)!
  if (how === 'remove') {
    if (Array.isArray(parent)) parent.splice(Number(last), 1)
    else delete parent[last]
  } else if (how === 'add' && !Array.isArray(parent)) parent.zzz = value
  else parent[last] = value
  return copy
}

/** The paths of everything in a JSON value. */
function placesIn(json: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, item]) => {
    const here = [...path, key]
    return [here, ...placesIn(item, here)]
  })
}
