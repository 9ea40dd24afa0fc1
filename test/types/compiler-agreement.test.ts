import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { MethodCodec } from 'mycelia/codec'
import { compile } from '../emit/compile.js'
import type { TestProject } from '../support/project.js'
import { importGenerated, serveForms } from './serve-forms.js'

/**
 * What the forms are made of. The members of an enum of strings are taken as their texts: those
 * travel, whereas the compiler wants to see the members' names.
 */
const DECLARATIONS = `
interface Order { id: string; status: 'open' | 'paid'; lines: Line[]; note?: string }
interface Line { sku: string; quantity: number }
interface Tree { value: number; left?: Tree; right: Tree | null }
interface Even { odd?: Odd; n: 0 }
interface Odd { even: Even | null; n: 1 }
interface Base<T> { item: T }
class Stored<T> { id!: T; readonly kept!: boolean }
class User extends Stored<string> { name!: string }
interface Merged { a: string }
interface Merged { b?: number }
namespace Shop { export interface Item { price: number } export type Kind = 'new' | 'used' }
enum Level { Low, High = 5 }
enum Colour { Red = 'red', Blue = 'blue' }
type Shape = { kind: 'circle'; r: number } | { kind: 'square'; side: number } | { kind: 'none' }
type Result = { ok: true; value: string } | { ok: false; reason: number }
type DeepPartial<T> = { [K in keyof T]?: T[K] extends string | number ? T[K] : DeepPartial<T[K]> }
type Getters<T> = { [K in keyof T & string as \`get\${Capitalize<K>}\`]: T[K] }
type Only<T, V> = { [K in keyof T as T[K] extends V ? K : never]: T[K] }
type Element<T> = T extends readonly (infer E)[] ? E : never
type Brand<T, B extends string> = T & { readonly __brand?: B }
const sizes = ['s', 'm', 'l'] as const
const config = { port: 80, host: 'a', tls: { on: true } }
interface Names extends Array<string> {}
interface Route extends Array<string | number> { 0: string }
interface Rgb extends ReadonlyArray<number> { readonly length: 3 }
type Loose<T> = T extends object ? { [K in keyof T]?: Loose<T[K]> } : T
interface Chain { n: 0 | 1; even?: this | null }
declare const nothing: unique symbol
declare global { interface Ambient { id: string } }
type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
`

const FORMS: readonly string[] = [
  'string',
  'number',
  'boolean',
  'null',
  'true',
  "'open'",
  '1',
  "'open' | 1 | null",
  'unknown',
  'object',
  '`n-${number}`',
  '`${Shop.Kind}-${boolean}`',
  'Level',
  '`${Colour}`',
  'Level.High',
  '`${Colour.Red}` | null',
  'Order',
  'Tree',
  'Even',
  'Odd',
  'Base<string>',
  'Base<Base<number>>',
  'User',
  'Merged',
  'Shop.Item',
  'Shop.Kind',
  'Shape',
  'Result',
  'Shape | Result',
  'Shape | string[]',
  'Line & { note: string }',
  '{ a: string } & ({ b: 1 } | { b: 2; c: string })',
  '[string, number]',
  '[string, number?]',
  '[string, ...number[]]',
  '[first: string, second?: boolean]',
  '[...string[], number]',
  'readonly string[]',
  'string[][]',
  '(string | number)[]',
  'Record<string, number>',
  "Record<'a' | 'b', number>",
  "Partial<Record<'a' | 'b', number>> & { id: string }",
  '{ [key: string]: string | number; id: string }',
  '{ readonly id: string }',
  "Pick<Order, 'id' | 'status'>",
  "Omit<Order, 'lines' | 'note'>",
  'Required<Merged>',
  'Readonly<Line>',
  'Exclude<Order["status"], "paid">',
  'NonNullable<string | null>',
  'Extract<Shape, { kind: "circle" }>',
  'Parameters<(a: string, b: number) => void>',
  'ReturnType<() => Line>',
  'Awaited<Promise<Line>>',
  'keyof Line',
  'Line[keyof Line]',
  'typeof config',
  'typeof config.tls',
  '(typeof sizes)[number]',
  'typeof sizes',
  'Getters<Line>',
  'Only<Line, string>',
  'Element<Line[]>',
  'Brand<Line, "line">',
  'DeepPartial<Line> & { id: string }',
  'Json',
  'Uppercase<Shop.Kind>',
  'Line | null',
  'Line | Line[]',
  'Tree[] | null',
  '{ a: { b: { c: Line["sku"] } } }',
  '{ a: string | null; b?: null }',
  'never',
  'never[]',
  '[never]',
  'string | never',
  '{ a: never }',
  '{ a: string; b?: never }',
  '{ a: string; b?: never } | { a?: never; b: number }',
  'Record<string, never>',
  'Names',
  'Names | null',
  'Route',
  'Rgb',
  "Omit<[string, number], 'push' | 'pop' | number>",
  'Loose<Tree> & { value: number }',
  'Loose<Order> & { id: string }',
  'Chain',
  'Ambient',
  'Ambient & { [nothing]?: never }',
]

const line = { sku: 'a', quantity: 1 }
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  5,
  2.5,
  '',
  'open',
  'paid',
  'new',
  'NEW',
  'used-true',
  'n-1.5',
  'n-x',
  's',
  'red',
  'sku',
  [],
  ['a'],
  ['a', 1],
  [1, 'a'],
  ['a', true],
  ['a', 1, 2],
  [1, 2, 3],
  ['s', 'm', 'l'],
  [['a']],
  [[]],
  ['a', 'b', 3],
  { a: 'x' },
  { a: 'x', b: 1 },
  { a: 'x', b: 2 },
  { a: 'x', b: 2, c: 'y' },
  { a: 1, b: 2 },
  { a: null },
  { a: 'x', b: null },
  line,
  [line],
  { ...line, note: 'n' },
  { ...line, id: 'i' },
  { sku: 1, quantity: 'a' },
  { id: 'i', status: 'open', lines: [line] },
  { id: 'i', status: 'lost', lines: [] },
  { id: 'i', status: 'paid' },
  { id: 'i', kept: true, name: 'n' },
  { id: 'i' },
  { id: 1 },
  { id: 'i', n: 1 },
  { id: 'i', a: 1 },
  { id: 'i', a: 'x' },
  { value: 1, right: null },
  { value: 1, left: { value: 2, right: null }, right: null },
  { value: 1 },
  [{ value: 1, right: null }],
  { n: 0 },
  { n: 1, even: null },
  { n: 0, odd: { n: 1, even: { n: 0 } } },
  { n: 0, odd: { n: 0 } },
  { item: 'a' },
  { item: { item: 1 } },
  { item: 1 },
  { price: 1 },
  { getSku: 'a', getQuantity: 1 },
  { kind: 'circle', r: 1 },
  { kind: 'circle', side: 1 },
  { kind: 'square', side: 1 },
  { kind: 'none' },
  { kind: 'other' },
  { ok: true, value: 'v' },
  { ok: false, reason: 1 },
  { ok: true, reason: 1 },
  { port: 1, host: 'h', tls: { on: false } },
  { on: true },
  { port: 1, host: 'h', tls: {} },
  { a: { b: { c: 'x' } } },
  { a: { b: {} } },
  { deep: [1, { a: null }] },
]

describe('values that are accepted', () => {
  let project: TestProject
  let codecs: Readonly<Record<string, MethodCodec>>

  before(async () => {
    project = await serveForms(
      FORMS.map((type, index) => ({
        type,
        ...(index === 0 ? { declarations: DECLARATIONS } : {}),
        accepts: [],
        refuses: [],
      })),
    )
    codecs = await importGenerated(project, 'forms.codecs')
  })
  after(() => project[Symbol.dispose]())

  it('are those that the compiler lets one assign, in each form of types', () => {
    const lets = assignable(project)
    const apart: string[] = []
    let accepted = 0
    FORMS.forEach((form, at) => {
      const accepts = codecs[`form${at}Method`]?.acceptsArgs ?? (() => true)
      VALUES.forEach((value, index) => {
        const isAccepted = accepts([value])
        if (isAccepted) accepted++
        if (isAccepted !== lets(at, index))
          apart.push(`${form} ${isAccepted}: ${JSON.stringify(value)}`)
      })
    })
    assert.deepEqual(apart, [])
    assert.ok(accepted > 400, String(accepted))
  })
})

/** Whether the compiler takes a value for one of a form. */
function assignable(project: TestProject): (form: number, value: number) => boolean {
  // Inferred as the argument of a type parameter, an object may have more than its type declares.
  const head = `${DECLARATIONS}
declare const check: <Wanted>() => <Given extends Wanted>(given: Given) => void
`
  const calls = FORMS.flatMap((form) =>
    VALUES.map((value) => `check<${form}>()(${JSON.stringify(value)})`),
  )
  project.write('src/values.ts', `${head}${calls.join('\n')}\nexport {}\n`)
  const said = compile('typescript', project.folder)
  const first = head.split('\n').length
  const lines = [...said.matchAll(/^\S*src\/values\.ts\((\d+),/gm)]
  const refused = new Set(lines.map(([, at]) => Number(at) - first))
  assert.ok(
    [...refused].every((at) => at >= 0),
    said,
  )
  return (form, value) => !refused.has(form * VALUES.length + value)
}
