import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Contract, Type } from 'mycelia/contract'
import { readFiles, readSubject, readTypes, subject } from './read-source.js'

const string: Type = { kind: 'string' }
const ref = (name: string): Type => ({ kind: 'ref', name })
const object = (...properties: object[]) => ({ kind: 'object', properties })
const name = (type: Type): object => object({ name: 'name', type })

describe('a named type', () => {
  it('stands once in the contract, with docs and position', () => {
    const { methods, types } = readSubject(
      '  @rpc pass(order: Order): Order { return order }',
      '/** What was ordered. */\ninterface Order { name: string }',
    )
    assert.deepEqual(methods[0]?.params[0]?.type, ref('Order'))
    assert.deepEqual(methods[0]?.result, ref('Order'))
    assert.deepEqual(types, {
      Order: {
        type: name(string),
        interface: true,
        doc: 'What was ordered.',
        source: { file: 'src/subject.service.ts', line: 9, column: 11 },
      },
    })
  })

  it('is an interface, a class of data, an alias or an enum', () => {
    const { named } = readTypes(
      { a: 'Written', b: 'Point', c: 'Literal', d: 'Choice', e: 'List', f: 'Pair', g: 'Id' },
      `
interface Written { name: string }
class Point { constructor(readonly name: string) {} }
type Literal = { name: string }
type Choice = 'a' | 'b'
type List = string[]
type Pair = [string, string]
type Id = string & { __brand: 'Id' }
`,
    )
    const kinds = Object.entries(named).map(([name, type]) => [
      name,
      type.type.kind,
      type.interface,
    ])
    assert.deepEqual(kinds, [
      ['Written', 'object', true],
      ['Point', 'object', true],
      ['Literal', 'object', undefined],
      ['Choice', 'union', undefined],
      ['List', 'array', undefined],
      ['Pair', 'tuple', undefined],
      ['Id', 'string', undefined],
    ])
  })

  it('holds the properties of what it extends', () => {
    const { named } = readTypes(
      { a: 'Order' },
      'interface Base { id: string }\ninterface Order extends Base { name: string }',
    )
    assert.deepEqual(
      named.Order?.type,
      object({ name: 'name', type: string }, { name: 'id', type: string }),
    )
  })

  it('is written out where it is an alias of one primitive or literal', () => {
    const { of, named } = readTypes({ a: 'Id', b: 'Kind' }, "type Id = string\ntype Kind = 'a'")
    assert.deepEqual(of, { a: string, b: { kind: 'literal', value: 'a' } })
    assert.deepEqual(named, {})
  })

  it('keeps its name beside null and undefined', () => {
    const { of } = readTypes(
      { nullable: 'Choice | null', optional: '{ choice?: Choice }' },
      "type Choice = 'a' | 'b'",
    )
    assert.deepEqual(of.nullable, { kind: 'union', members: [ref('Choice'), { kind: 'null' }] })
    assert.deepEqual(of.optional, object({ name: 'choice', type: ref('Choice'), optional: true }))
  })

  it('may be recursive, alone and with others', () => {
    const { named } = readTypes(
      { tree: 'Tree', json: 'Json', a: 'Hen', self: 'Chain' },
      `
interface Tree { children: Tree[] }
type Json = string | Json[] | { [key: string]: Json }
interface Hen { egg?: Egg }
interface Egg { hen: Hen | null }
interface Chain { next: this | null }
`,
    )
    const children = { kind: 'array', items: ref('Tree') }
    assert.deepEqual(named.Tree?.type, object({ name: 'children', type: children }))
    assert.deepEqual(named.Json?.type, {
      kind: 'union',
      members: [
        string,
        { kind: 'array', items: ref('Json') },
        { kind: 'record', key: string, value: ref('Json') },
      ],
    })
    assert.deepEqual(named.Hen?.type, object({ name: 'egg', type: ref('Egg'), optional: true }))
    const hen = { kind: 'union', members: [ref('Hen'), { kind: 'null' }] }
    assert.deepEqual(named.Egg?.type, object({ name: 'hen', type: hen }))
    const next = { kind: 'union', members: [ref('Chain'), { kind: 'null' }] }
    assert.deepEqual(named.Chain?.type, object({ name: 'next', type: next }))
  })

  it('may be imported, re-exported, renamed on the way, a default export and in a namespace', () => {
    const { contracts, problems } = readFiles({
      'src/subject.service.ts': `import { rpc, service } from 'mycelia'
import type { Order as Bought, Shop } from './index.js'
import type Item from './item.js'
import type * as all from './index.js'

@service('subject')
export class Subject {
  @rpc pass(a: Bought, b: Shop.Line, c: Item, d: all.Order, e: import('./item.js').Other): void {}
}
`,
      'src/index.ts': "export * from './order.js'\nexport type { Shop } from './order.js'\n",
      'src/order.ts':
        'export interface Order { name: string }\nexport namespace Shop { export interface Line { name: string } }\n',
      'src/item.ts':
        'export default interface Item { name: string }\nexport interface Other { name: string }\n',
    })
    assert.deepEqual(problems, [])
    const [{ methods, types } = {} as Contract] = contracts
    assert.deepEqual(
      methods[0]?.params.map(({ type }) => type),
      ['Order', 'Line', 'Item', 'Order', 'Other'].map(ref),
    )
    assert.deepEqual(types.Item?.source, { file: 'src/item.ts', line: 1, column: 26 })
  })

  it('may come from an installed package', () => {
    const { contracts, problems } = readFiles({
      'src/subject.service.ts': subject(
        '  @rpc pass(order: Order): void {}',
        "import type { Order } from 'shop'",
      ),
      'node_modules/shop/package.json': `{ "name": "shop", "exports": { "import": { "types": "./esm.d.ts" } } }`,
      'node_modules/shop/esm.d.ts': 'export interface Order { name: string }\n',
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(contracts[0]?.types.Order?.type, name(string))
  })
})

describe('named types', () => {
  it('stand in the order of their first mention', () => {
    const { types } = readSubject(
      '  @rpc a(first: A): B { return null! }\n  @rpc b(d: D, a: A): void {}',
      `
interface D { name: string }
interface C { name: string }
interface B { name: string }
interface A { c: C }
`,
    )
    assert.deepEqual(Object.keys(types), ['A', 'C', 'B', 'D'])
  })

  it('of one name are told apart by namespace, or by number', () => {
    const { contracts } = readFiles({
      'src/subject.service.ts': `import { rpc, service } from 'mycelia'
import type { Order as A } from './a.js'
import type { Order as B } from './b.js'
import type { Shop } from './b.js'

@service('subject')
export class Subject {
  @rpc pass(a: A, b: B, c: Shop.Order): void {}
}
`,
      'src/a.ts': 'export interface Order { a: string }\n',
      'src/b.ts':
        'export interface Order { b: string }\nexport namespace Shop { export interface Order { c: string } }\n',
    })
    const params = contracts[0]?.methods[0]?.params.map(({ type }) => type)
    assert.deepEqual(params, ['Order', 'Order2', 'ShopOrder'].map(ref))
  })
})

describe('an instantiated generic type', () => {
  const { of, named } = readTypes(
    {
      page: 'Page<Order>',
      again: 'Page<Order>',
      text: 'Page<string>',
      list: 'Page<Order[]>',
      choice: 'Page<string | null>',
      nested: 'Page<Page<Date>>',
      anonymous: 'Page<{ id: string }>',
      another: 'Page<{ no: string }>',
      either: "Either<Order, 'not-found'>",
      preset: 'Feature',
      written: 'Feature<Order>',
      nullable: 'Maybe<Order>',
      nullableText: 'Maybe<string>',
    },
    `
interface Order { name: string }
interface Page<T> { items: T[]; next: T | null; last: null | T }
type Either<A, B> = { value: A } | { error: B }
interface Feature<T = Order> { value: T }
type Maybe<T> = T | null
`,
  )

  it('is named by its arguments', () => {
    assert.deepEqual(of.page, ref('PageOfOrder'))
    assert.deepEqual(of.again, ref('PageOfOrder'))
    assert.deepEqual(of.text, ref('PageOfString'))
    assert.deepEqual(of.list, ref('PageOfOrderArray'))
    assert.deepEqual(of.choice, ref('PageOfNullOrString'))
    assert.deepEqual(of.nested, ref('PageOfPageOfDate'))
    assert.deepEqual(of.either, ref('EitherOfOrderAndNotFound'))
  })

  it('is numbered where its arguments have no names', () => {
    assert.deepEqual(of.anonymous, ref('Page'))
    assert.deepEqual(of.another, ref('Page2'))
  })

  it('is not named by arguments that are the defaults', () => {
    assert.deepEqual(of.preset, ref('Feature'))
    assert.deepEqual(of.written, ref('Feature'))
  })

  it('is written out where it only adds null', () => {
    assert.deepEqual(of.nullable, { kind: 'union', members: [ref('Order'), { kind: 'null' }] })
    assert.deepEqual(of.nullableText, { kind: 'union', members: [string, { kind: 'null' }] })
  })

  it('has the types that it was given, in the order in which they were written', () => {
    const next = { kind: 'union', members: [ref('Order'), { kind: 'null' }] }
    const last = { kind: 'union', members: [{ kind: 'null' }, ref('Order')] }
    assert.deepEqual(
      named.PageOfOrder?.type,
      object(
        { name: 'items', type: { kind: 'array', items: ref('Order') } },
        { name: 'next', type: next },
        { name: 'last', type: last },
      ),
    )
  })

  it('may be recursive', () => {
    const { named } = readTypes(
      { a: 'DeepPartial<Order>', b: 'Tree<string>' },
      `
interface Order { name: string; lines: { line: Line } }
interface Line { name: string }
interface Tree<T> { value: T; children: Tree<T>[] }
type DeepPartial<T> = { [K in keyof T]?: DeepPartial<T[K]> }
`,
    )
    assert.deepEqual(Object.keys(named), [
      'DeepPartialOfOrder',
      'DeepPartial',
      'DeepPartialOfLine',
      'TreeOfString',
    ])
  })
})

describe('the order of members and properties', () => {
  it('does not depend on what other services mention', () => {
    const service = (name: string, type: string) => `import { rpc, service } from 'mycelia'

@service('${name}')
export class Subject {
  @rpc pass(value: ${type}): void {}
}
`
    const type = `'z' | 'm' | 'a' | Pick<{ z: 1; m: 2; a: 3 }, 'a' | 'm' | 'z'> | Record<'z' | 'm' | 'a', 'z' | 'm'>`
    const alone = readFiles({ 'src/b.service.ts': service('b', type) })
    const together = readFiles({
      'src/a.service.ts': service('a', "'a' | 'm' | 'z' | 'x'"),
      'src/b.service.ts': service('b', type),
    })
    assert.deepEqual(together.contracts[1], alone.contracts[0])
    assert.deepEqual(alone.problems, [])
  })
})
