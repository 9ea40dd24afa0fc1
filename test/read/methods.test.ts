import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Method, Type } from 'mycelia/contract'
import { readFiles, readSubject } from './read-source.js'

const string: Type = { kind: 'string' }
const number: Type = { kind: 'number' }

function method(name: string, methods: readonly Method[]): Method {
  const found = methods.find((candidate) => candidate.name === name)
  assert.ok(found, `there is no method ${name}`)
  return found
}

describe('a method', () => {
  const { methods } = readSubject(
    `  /**
   * Places an order.
   *
   * And keeps it.
   * @param id What it is called.
   * @param note - What to know.
   */
  @rpc
  place(id: string, note?: string): number { return 1 }

  notDecorated(): void {}

  @rpc({ idempotent: true }) safe(): void {}
  @rpc({ idempotent: false }) unsafe(): void {}
  @rpc() called(): void {}
  @rpc 'quoted-name'(): void {}
  @rpc [COMPUTED](): void {}
`,
    "const COMPUTED = 'computed'",
  )

  it('is read when it is decorated', () => {
    const names = ['place', 'safe', 'unsafe', 'called', 'quoted-name', 'computed']
    assert.deepEqual(
      methods.map(({ name }) => name),
      names,
    )
  })

  it('carries its name, docs, parameters, result and position', () => {
    assert.deepEqual(method('place', methods), {
      name: 'place',
      wireName: 'place',
      kind: 'unary',
      doc: 'Places an order.\n\nAnd keeps it.',
      params: [
        { name: 'id', wireName: 'id', type: string, doc: 'What it is called.' },
        { name: 'note', wireName: 'note', type: string, optional: true, doc: 'What to know.' },
      ],
      result: number,
      source: { file: 'src/subject.service.ts', line: 13, column: 3 },
    })
  })

  it('is idempotent when it says so', () => {
    assert.equal(method('safe', methods).idempotent, true)
    assert.equal(method('unsafe', methods).idempotent, undefined)
  })
})

describe('a parameter', () => {
  const { methods } = readSubject(
    `  @rpc optional(a?: string, b?: string | undefined, c?: string | null): void {}
  @rpc preset(a = 'x', b: number = 1 + 1, c = Level.Low, d = { deep: [1] }): void {}
  @rpc presetFirst(a = 1, b: string): void {}
  @rpc rest(a: string, ...more: number[]): void {}
  @rpc tuple(...args: [id: string, count?: number, ...more: boolean[]]): void {}
  @rpc unlabelled(...args: [string, number]): void {}
  @rpc anything(...args: any): void {}
`,
    'enum Level { Low, High }',
  )
  const paramsOf = (name: string) =>
    method(name, methods).params.map(({ wireName: _, ...param }) => param)

  it('may be optional: its type is without the `undefined` that comes with that', () => {
    assert.deepEqual(paramsOf('optional'), [
      { name: 'a', type: string, optional: true },
      { name: 'b', type: string, optional: true },
      {
        name: 'c',
        type: { kind: 'union', members: [string, { kind: 'null' }] },
        optional: true,
      },
    ])
  })

  it('may have a default, and keeps its text', () => {
    assert.deepEqual(paramsOf('preset'), [
      { name: 'a', type: string, optional: true, default: "'x'" },
      { name: 'b', type: number, optional: true, default: '1 + 1' },
      { name: 'c', type: { kind: 'ref', name: 'Level' }, optional: true, default: 'Level.Low' },
      {
        name: 'd',
        type: {
          kind: 'object',
          properties: [{ name: 'deep', type: { kind: 'array', items: number } }],
        },
        optional: true,
        default: '{ deep: [1] }',
      },
    ])
    assert.deepEqual(paramsOf('presetFirst'), [
      { name: 'a', type: number, optional: true, default: '1' },
      { name: 'b', type: string },
    ])
  })

  it('may take the rest: its type is that of one argument', () => {
    assert.deepEqual(paramsOf('rest'), [
      { name: 'a', type: string },
      { name: 'more', type: number, rest: true },
    ])
    assert.deepEqual(paramsOf('anything'), [{ name: 'args', type: { kind: 'any' }, rest: true }])
  })

  it('is several where the rest is a tuple', () => {
    assert.deepEqual(paramsOf('tuple'), [
      { name: 'id', type: string },
      { name: 'count', type: number, optional: true },
      { name: 'more', type: { kind: 'boolean' }, rest: true },
    ])
    assert.deepEqual(paramsOf('unlabelled'), [
      { name: 'args0', type: string },
      { name: 'args1', type: number },
    ])
  })

  describe('that is taken apart', () => {
    const { methods } = readSubject(
      `  /**
   * Places an order.
   * @param customer Who pays.
   * @param order - What is bought.
   * @param order.sku Which thing.
   */
  @rpc
  documented(customer: string, { sku, quantity = 1 }: Line): string { return sku + quantity + customer }

  @rpc({ params: ['order_line', 'urgent'], sensitive: 'order_line.sku' })
  named({ sku }: Line, urgent = false): string { return sku + urgent }

  /** @param pair Both. */
  @rpc last(id: string, [a, b]: [number, number] = [1, 2]): number { return a + b + id.length }

  /**
   * @param first One.
   * @param second Another.
   */
  @rpc twice({ sku }: Line, { quantity }: Line): string { return sku + quantity }

  /** @param point Where. */
  @rpc rest(...[x, y]: [x: number, number]): number { return x + y }
`,
      'interface Line { sku: string; quantity?: number }',
    )
    const line: Type = { kind: 'ref', name: 'Line' }
    const paramsOf = (name: string) => method(name, methods).params

    it('has the name that its doc comment gives', () => {
      assert.deepEqual(paramsOf('documented'), [
        { name: 'customer', wireName: 'customer', type: string, doc: 'Who pays.' },
        { name: 'order', wireName: 'order', type: line, doc: 'What is bought.' },
      ])
      assert.deepEqual(paramsOf('last')[1], {
        name: 'pair',
        wireName: 'pair',
        type: { kind: 'tuple', elements: [{ type: number }, { type: number }] },
        optional: true,
        default: '[1, 2]',
        doc: 'Both.',
      })
      assert.deepEqual(
        paramsOf('twice').map(({ name, doc }) => [name, doc]),
        [
          ['first', 'One.'],
          ['second', 'Another.'],
        ],
      )
      assert.deepEqual(
        paramsOf('rest').map(({ name }) => name),
        ['x', 'point1'],
      )
    })

    it('has the name that the option `params` gives', () => {
      assert.deepEqual(paramsOf('named')[0], {
        name: 'order_line',
        wireName: 'order_line',
        type: line,
      })
    })
  })
})

describe('a result', () => {
  const { methods, types } = readSubject(
    `  @rpc sync(): string { return '' }
  @rpc async promised(): Promise<string> { return '' }
  @rpc maybe(): string | Promise<string> { return '' }
  @rpc nested(): Promise<Promise<string>> { return null! }
  @rpc thenable(): PromiseLike<string> { return null! }
  @rpc ordered(): Promise<null | Status | string> { return null }
  @rpc inferred() { return [1] }
  @rpc async inferredPromise() { return { a: 1 } }
  @rpc nothing(): void {}
  @rpc async nothingLater() {}
`,
    'interface Status { ok: boolean }',
  )
  const resultOf = (name: string) => method(name, methods).result

  it('is what a promise resolves to', () => {
    for (const name of ['sync', 'promised', 'maybe', 'nested', 'thenable']) {
      assert.deepEqual(resultOf(name), string, name)
    }
  })

  it('keeps the order of a union within a promise', () => {
    assert.ok(types.Status)
    assert.deepEqual(resultOf('ordered'), {
      kind: 'union',
      members: [{ kind: 'null' }, { kind: 'ref', name: 'Status' }, string],
    })
  })

  it('is inferred where it is not written', () => {
    assert.deepEqual(resultOf('inferred'), { kind: 'array', items: number })
    assert.deepEqual(resultOf('inferredPromise'), {
      kind: 'object',
      properties: [{ name: 'a', type: number }],
    })
  })

  it('is void where there is none', () => {
    assert.deepEqual(resultOf('nothing'), { kind: 'void' })
    assert.deepEqual(resultOf('nothingLater'), { kind: 'void' })
  })
})

describe('names on the wire', () => {
  const wireNames = (methods: readonly Method[]) =>
    methods.map(({ wireName, params }) => [wireName, ...params.map((param) => param.wireName)])

  it('are given by options, which may be constants', () => {
    const { methods } = readSubject(
      `  @rpc({ name: 'get_order', params: ['order_id'] }) getOrder(orderId: string): void {}
  @rpc({ name: NAMES.put, params: PARAMS }) put(orderId: string, note: string): void {}
  @rpc({ ...SHARED }) shared(): void {}
  @rpc(SHARED_TOO) sharedToo(): void {}
  @rpc({ params: ['first'] }) rest(a: string, ...more: string[]): void {}
`,
      `
const NAMES = { put: 'put_order' } as const
const PARAMS = ['order_id', 'a_note'] as const
const SHARED = { name: 'shared_name' } as const
const SHARED_TOO = { name: 'shared_too', idempotent: true } as const
`,
    )
    assert.deepEqual(wireNames(methods), [
      ['get_order', 'order_id'],
      ['put_order', 'order_id', 'a_note'],
      ['shared_name'],
      ['shared_too'],
      ['rest', 'first', 'more'],
    ])
  })

  it('are in snake case when the service says so, for methods and parameters and never for data', () => {
    const { contracts } = readFiles({
      'src/subject.service.ts': `import { rpc, service } from 'mycelia'

@service('subject', { naming: 'snake_case' })
export class Subject {
  @rpc getHTTPStatus(orderId: { itemCount: number }): void {}
  @rpc({ name: 'asGiven' }) renamed(line2Text: string): void {}
  @rpc({ params: ['asGiven'] }) renamedParams(orderId: string): void {}
}
`,
    })
    const methods = contracts[0]?.methods ?? []
    assert.deepEqual(wireNames(methods), [
      ['get_http_status', 'order_id'],
      ['asGiven', 'line2_text'],
      ['renamed_params', 'asGiven'],
    ])
    assert.deepEqual(methods[0]?.params[0]?.type, {
      kind: 'object',
      properties: [{ name: 'itemCount', type: number }],
    })
  })
})

describe('an inherited method', () => {
  const { contracts, problems } = readFiles({
    'src/base.ts': `import { rpc } from 'mycelia'

export abstract class Base<T> {
  /** Finds one. */
  @rpc find(id: string): Promise<T | null> { return null! }
  @rpc overridden(): T { return null! }
  @rpc({ name: 'again_named' }) again(a: string): void {}
}

type Constructor = new (...args: any[]) => object

export function Pinging<C extends Constructor>(base: C) {
  class Mixed extends base {
    @rpc ping(): string { return 'pong' }
  }
  return Mixed
}
`,
    'src/subject.service.ts': `import { rpc, service } from 'mycelia'
import { Base, Pinging } from './base.js'

interface Order { id: string }
class Orders extends Base<Order> {}

@service('subject')
export class Subject extends Pinging(Orders) {
  @rpc own(): void {}
  override overridden(): Order { return null! }
  override again(a: string, b?: number): void {}
}
`,
  })
  const methods = contracts[0]?.methods ?? []

  it('is read behind those of the class itself, from mixins and generic classes alike', () => {
    assert.deepEqual(problems, [])
    assert.deepEqual(
      methods.map(({ name }) => name),
      ['own', 'ping', 'find', 'overridden', 'again'],
    )
    assert.equal(method('find', methods).doc, 'Finds one.')
  })

  it('has the type arguments of the class that inherits it', () => {
    assert.deepEqual(method('find', methods).result, {
      kind: 'union',
      members: [{ kind: 'ref', name: 'Order' }, { kind: 'null' }],
    })
  })

  it('has the signature of the class that overrides it, and the options of its decorator', () => {
    assert.deepEqual(method('overridden', methods).source.file, 'src/subject.service.ts')
    assert.equal(method('again', methods).wireName, 'again_named')
    assert.equal(method('again', methods).params.length, 2)
  })
})
