import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { problemsOfSubject, readFiles, readSubject, readTypes, subject } from './read-source.js'

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023'],
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    customConditions: ['@mycelia/source'],
  },
  include: ['src'],
}

describe('an optional property under exactOptionalPropertyTypes', () => {
  it('has an undefined of its own only where that was written', () => {
    const { contracts, problems } = readFiles({
      'tsconfig.json': JSON.stringify(TSCONFIG),
      'src/subject.service.ts': subject(
        '  @rpc pass(a: { x?: string; y?: string | undefined; z?: never }): void {}',
      ),
    })
    assert.deepEqual(problems, [])
    const [string, undef] = [{ kind: 'string' }, { kind: 'undefined' }]
    assert.deepEqual(contracts[0]?.methods[0]?.params[0]?.type, {
      kind: 'object',
      properties: [
        { name: 'x', type: string, optional: true },
        { name: 'y', type: { kind: 'union', members: [string, undef] }, optional: true },
        { name: 'z', type: { kind: 'never' }, optional: true },
      ],
    })
  })
})

describe('never and void', () => {
  it('are read as what they are, and never adds nothing to a union', () => {
    const { methods } = readSubject(
      '  @rpc fail(): never { throw new Error() }\n  @rpc pass(): void {}\n  @rpc wait(): Promise<void> { return null! }',
    )
    assert.deepEqual(
      methods.map(({ result }) => result.kind),
      ['never', 'void', 'void'],
    )
    const { of } = readTypes({ union: 'string | never', items: 'never[]' })
    assert.deepEqual(of.union, { kind: 'string' })
    assert.deepEqual(of.items, { kind: 'array', items: { kind: 'never' } })
  })
})

describe('a type that is declared elsewhere', () => {
  it('has the name of its declaration, however it is exported onwards', () => {
    const { contracts, problems } = readFiles({
      'src/order.ts': 'export interface Order { id: string }\nexport default Order\n',
      'src/index.ts':
        "export type { Order as Purchase } from './order.js'\nexport * from './order.js'\nexport * as orders from './order.js'\n",
      'src/ambient.d.ts': 'interface Ambient { a: string }\n',
      'src/subject.service.ts': subject(
        '  @rpc pass(a: Purchase, b: Order, c: orders.Order, d: Ambient): void {}',
        "import type { Order, orders, Purchase } from './index.js'",
      ),
    })
    assert.deepEqual(problems, [])
    const params = contracts[0]?.methods[0]?.params.map(({ type }) => type)
    const order = { kind: 'ref', name: 'Order' }
    assert.deepEqual(params, [order, order, order, { kind: 'ref', name: 'Ambient' }])
  })
})

describe('this as a type', () => {
  it('is the interface that it stands in', () => {
    const { of, named } = readTypes({ a: 'Link' }, 'interface Link { next?: this }')
    assert.deepEqual(of.a, { kind: 'ref', name: 'Link' })
    assert.deepEqual(named.Link?.type, {
      kind: 'object',
      properties: [{ name: 'next', type: of.a, optional: true }],
    })
  })

  it('is refused as a result, which would be the service', () => {
    const problems = problemsOfSubject('  @rpc pass(): this { return this }')
    assert.equal(problems.length, 1)
    assert.match(problems[0] ?? '', /is a class with methods or accessors \(pass\)/)
  })
})
