import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Type } from 'mycelia/contract'
import { readTypes } from './read-source.js'

const string: Type = { kind: 'string' }
const number: Type = { kind: 'number' }
const boolean: Type = { kind: 'boolean' }
const nothing: Type = { kind: 'null' }
const date: Type = { kind: 'builtin', name: 'Date' }
const literal = (value: string | number | boolean): Type => ({ kind: 'literal', value })
const union = (...members: Type[]): Type => ({ kind: 'union', members })
const ref = (name: string): Type => ({ kind: 'ref', name })
const record = (value: Type): Type => ({ kind: 'record', key: string, value })

describe('a primitive type', () => {
  const kinds = {
    text: 'string',
    count: 'number',
    flag: 'boolean',
    nil: 'null',
    undef: 'undefined',
    nothing: 'void',
    whatever: 'unknown',
    explicitly: 'any',
    impossible: 'never',
  }
  const { of } = readTypes(kinds)

  for (const [name, kind] of Object.entries(kinds)) {
    it(`is ${kind}`, () => {
      assert.deepEqual(of[name as keyof typeof kinds], { kind })
    })
  }

  it('is nonPrimitive for `object`, which says no more', () => {
    const { of } = readTypes({ thing: 'object' })
    assert.deepEqual(of.thing, { kind: 'nonPrimitive' })
  })
})

describe('a literal type', () => {
  const { of } = readTypes(
    { text: "'open'", count: '42', negative: '-1', yes: 'true', constant: 'typeof VERSION' },
    "const VERSION = 'v1'",
  )

  it('is its value', () => {
    assert.deepEqual(of.text, literal('open'))
    assert.deepEqual(of.count, literal(42))
    assert.deepEqual(of.negative, literal(-1))
    assert.deepEqual(of.yes, literal(true))
    assert.deepEqual(of.constant, literal('v1'))
  })
})

describe('an array', () => {
  const { of } = readTypes({
    short: 'string[]',
    long: 'Array<number>',
    readonly: 'readonly string[]',
    readonlyArray: 'ReadonlyArray<Date>',
    nested: 'string[][]',
    mixed: '(number | string)[]',
  })

  it('has items, however it is written', () => {
    assert.deepEqual(of.short, { kind: 'array', items: string })
    assert.deepEqual(of.long, { kind: 'array', items: number })
    assert.deepEqual(of.nested, { kind: 'array', items: { kind: 'array', items: string } })
    assert.deepEqual(of.mixed, { kind: 'array', items: union(number, string) })
  })

  it('is no other when it is read-only', () => {
    assert.deepEqual(of.readonly, { kind: 'array', items: string })
    assert.deepEqual(of.readonlyArray, { kind: 'array', items: date })
  })
})

describe('a tuple', () => {
  const { of } = readTypes({
    plain: '[string, number]',
    named: '[width: number, height?: number]',
    rest: '[first: string, ...more: (number | string)[]]',
    readonly: 'readonly [Date]',
    empty: '[]',
  })

  it('has elements', () => {
    assert.deepEqual(of.plain, { kind: 'tuple', elements: [{ type: string }, { type: number }] })
    assert.deepEqual(of.readonly, { kind: 'tuple', elements: [{ type: date }] })
    assert.deepEqual(of.empty, { kind: 'tuple', elements: [] })
  })

  it('keeps labels, and which elements are optional', () => {
    assert.deepEqual(of.named, {
      kind: 'tuple',
      elements: [
        { name: 'width', type: number },
        { name: 'height', type: number, optional: true },
      ],
    })
  })

  it('has the type of one item for the rest', () => {
    assert.deepEqual(of.rest, {
      kind: 'tuple',
      elements: [
        { name: 'first', type: string },
        { name: 'more', type: union(number, string), rest: true },
      ],
    })
  })
})

describe('an object literal', () => {
  const { of } = readTypes({
    plain: '{ id: string; at: Date }',
    optional: '{ note?: string; nullable: string | null; both?: string | undefined }',
    readonly: '{ readonly id: string; count: number }',
    documented: '{\n/** What it is called. */\nname: string }',
    nested: '{ inner: { flag?: boolean } }',
    never: '{ gone?: never }',
    quoted: "{ 'content-type': string; 1: number }",
    empty: '{}',
  })

  it('has properties in the order of their declaration', () => {
    assert.deepEqual(of.plain, {
      kind: 'object',
      properties: [
        { name: 'id', type: string },
        { name: 'at', type: date },
      ],
    })
    assert.deepEqual(of.quoted, {
      kind: 'object',
      properties: [
        { name: 'content-type', type: string },
        { name: '1', type: number },
      ],
    })
  })

  it('may have no properties', () => {
    assert.deepEqual(of.empty, { kind: 'object', properties: [] })
  })

  it('has optional properties without the `undefined` that comes with them', () => {
    assert.deepEqual(of.optional, {
      kind: 'object',
      properties: [
        { name: 'note', type: string, optional: true },
        { name: 'nullable', type: union(string, nothing) },
        { name: 'both', type: string, optional: true },
      ],
    })
    assert.deepEqual(of.nested, {
      kind: 'object',
      properties: [
        {
          name: 'inner',
          type: { kind: 'object', properties: [{ name: 'flag', type: boolean, optional: true }] },
        },
      ],
    })
    assert.deepEqual(of.never, {
      kind: 'object',
      properties: [{ name: 'gone', type: { kind: 'never' }, optional: true }],
    })
  })

  it('keeps `readonly` and doc comments', () => {
    assert.deepEqual(of.readonly, {
      kind: 'object',
      properties: [
        { name: 'id', type: string, readonly: true },
        { name: 'count', type: number },
      ],
    })
    assert.deepEqual(of.documented, {
      kind: 'object',
      properties: [{ name: 'name', type: string, doc: 'What it is called.' }],
    })
  })
})

describe('a record', () => {
  const { of } = readTypes(
    {
      utility: 'Record<string, number>',
      signature: '{ [key: string]: Date }',
      branded: 'Record<string & { __brand: 1 }, string>',
      partial: 'Partial<Record<string, boolean>>',
      beside: '{ id: string; [key: string]: unknown }',
      finite: "Record<'b' | 'a', number>",
      byEnum: 'Record<Level, string>',
    },
    'enum Level { Low, High = 5 }',
  )

  it('has strings as keys, however it is written', () => {
    assert.deepEqual(of.utility, record(number))
    assert.deepEqual(of.signature, record(date))
    assert.deepEqual(of.branded, record(string))
    assert.deepEqual(of.partial, record(union(boolean, { kind: 'undefined' })))
  })

  it('is an object with an index beside named properties', () => {
    assert.deepEqual(of.beside, {
      kind: 'object',
      properties: [{ name: 'id', type: string }],
      index: { kind: 'unknown' },
    })
  })

  it('is an object when its keys can be listed', () => {
    assert.deepEqual(of.finite, {
      kind: 'object',
      properties: [
        { name: 'a', type: number },
        { name: 'b', type: number },
      ],
    })
    assert.deepEqual(of.byEnum, {
      kind: 'object',
      properties: [
        { name: '0', type: string },
        { name: '5', type: string },
      ],
    })
  })
})

describe('a union', () => {
  const { of } = readTypes(
    {
      plain: 'number | string',
      nullable: 'null | Date',
      booleans: 'true | false',
      withBoolean: "'auto' | boolean | null",
      written: "'z' | 'm' | 'a' | 3 | 1",
      keys: 'keyof { z: 1; a: 2 }',
      values: '(typeof ALL)[number]',
      excluded: "Exclude<'z' | 'm' | 'a', 'm'>",
      duplicate: 'string | string',
    },
    "const ALL = ['q', 'c', 'x'] as const",
  )

  it('keeps its members in the order in which they were written', () => {
    assert.deepEqual(of.plain, union(number, string))
    assert.deepEqual(of.nullable, union(nothing, date))
    assert.deepEqual(of.written, union(...['z', 'm', 'a', 3, 1].map(literal)))
  })

  it('has boolean as one member', () => {
    assert.deepEqual(of.booleans, boolean)
    assert.deepEqual(of.withBoolean, union(literal('auto'), boolean, nothing))
  })

  it('keeps the order of what it is derived from', () => {
    assert.deepEqual(of.keys, union(literal('z'), literal('a')))
    assert.deepEqual(of.values, union(...['q', 'c', 'x'].map(literal)))
    assert.deepEqual(of.excluded, union(literal('z'), literal('a')))
  })

  it('is its member when there is only one', () => {
    assert.deepEqual(of.duplicate, string)
  })
})

describe('an enum', () => {
  const { of, named } = readTypes(
    {
      whole: 'Currency',
      nullable: 'Currency | null',
      optional: '{ currency?: Currency }',
      member: 'Currency.Euro',
      some: 'Level.High | Level.Low',
      all: 'Currency.Dollar | Currency.Euro',
      single: 'Only',
      konst: 'Konst',
    },
    `
/** What is paid in. */
enum Currency {
  /** Of Europe. */
  Euro = 'EUR',
  Dollar = 'USD',
}
enum Level { Low, Middle, High = 10 }
enum Only { One = 1 }
const enum Konst { A = 1 << 2, B }
`,
  )

  it('is a named type with its members, their values and docs', () => {
    assert.deepEqual(of.whole, ref('Currency'))
    assert.deepEqual(named.Currency, {
      type: {
        kind: 'enum',
        members: [
          { name: 'Euro', value: 'EUR', doc: 'Of Europe.' },
          { name: 'Dollar', value: 'USD' },
        ],
      },
      doc: 'What is paid in.',
      source: { file: 'src/subject.service.ts', line: 17, column: 6 },
    })
  })

  it('stays whole beside other types', () => {
    assert.deepEqual(of.nullable, union(ref('Currency'), nothing))
    assert.deepEqual(of.optional, {
      kind: 'object',
      properties: [{ name: 'currency', type: ref('Currency'), optional: true }],
    })
    assert.deepEqual(of.all, ref('Currency'))
  })

  it('is a literal, or some of them, where only some members are meant', () => {
    assert.deepEqual(of.member, literal('EUR'))
    assert.deepEqual(of.some, union(literal(10), literal(0)))
    assert.equal(named.Level, undefined)
  })

  it('may have one member, or be const', () => {
    assert.deepEqual(of.single, ref('Only'))
    assert.deepEqual(named.Only?.type, { kind: 'enum', members: [{ name: 'One', value: 1 }] })
    assert.deepEqual(named.Konst?.type, {
      kind: 'enum',
      members: [
        { name: 'A', value: 4 },
        { name: 'B', value: 5 },
      ],
    })
  })
})

describe('an intersection', () => {
  const { of } = readTypes({
    objects: '{ id: string } & { at: Date }',
    narrowed: "{ kind: string; id: string } & { kind: 'a' }",
    branded: "string & { readonly __brand: 'Id' }",
    brandedDate: 'Date & { __brand: 1 }',
    brandedList: 'string[] & { __brand: 1 }',
    open: "'a' | 'b' | (string & {})",
  })

  it('of objects is one object', () => {
    assert.deepEqual(of.objects, {
      kind: 'object',
      properties: [
        { name: 'id', type: string },
        { name: 'at', type: date },
      ],
    })
    assert.deepEqual(of.narrowed, {
      kind: 'object',
      properties: [
        { name: 'kind', type: literal('a') },
        { name: 'id', type: string },
      ],
    })
  })

  it('with a brand is what the brand is on', () => {
    assert.deepEqual(of.branded, string)
    assert.deepEqual(of.brandedDate, date)
    assert.deepEqual(of.brandedList, { kind: 'array', items: string })
    assert.deepEqual(of.open, union(literal('a'), literal('b'), string))
  })
})

describe('a derived type', () => {
  const { of } = readTypes(
    {
      pick: "Pick<Order, 'note' | 'id'>",
      omit: "Omit<Order, 'note' | 'at'>",
      partial: "Partial<Pick<Order, 'id'>>",
      required: "Required<Pick<Order, 'note'>>",
      readonly: 'Readonly<{ a: string }>',
      mutable: '{ -readonly [K in keyof Marked]: Marked[K] }',
      conditional: 'Unwrapped<Promise<Date>>',
      indexed: "Order['at']",
      constant: 'typeof CONFIG',
      returned: 'ReturnType<typeof make>',
    },
    `
interface Order { id: string; note?: string; readonly at: Date }
interface Marked { readonly a: string }
type Unwrapped<T> = T extends Promise<infer U> ? U : T
const CONFIG = { name: 'x', sizes: [1, 2] } as const
function make() { return { count: 1 } }
`,
  )
  const object = (...properties: object[]) => ({ kind: 'object', properties })

  it('is the object that it comes to', () => {
    assert.deepEqual(
      of.pick,
      object({ name: 'id', type: string }, { name: 'note', type: string, optional: true }),
    )
    assert.deepEqual(of.omit, object({ name: 'id', type: string }))
    assert.deepEqual(of.partial, object({ name: 'id', type: string, optional: true }))
    assert.deepEqual(of.required, object({ name: 'note', type: string }))
    assert.deepEqual(of.returned, object({ name: 'count', type: number }))
  })

  it('adds and takes away `readonly`', () => {
    assert.deepEqual(of.readonly, object({ name: 'a', type: string, readonly: true }))
    assert.deepEqual(of.mutable, object({ name: 'a', type: string }))
    assert.deepEqual(of.constant, {
      kind: 'object',
      properties: [
        { name: 'name', type: literal('x'), readonly: true },
        {
          name: 'sizes',
          type: { kind: 'tuple', elements: [{ type: literal(1) }, { type: literal(2) }] },
          readonly: true,
        },
      ],
    })
  })

  it('is resolved by the compiler', () => {
    assert.deepEqual(of.conditional, date)
    assert.deepEqual(of.indexed, date)
  })
})
