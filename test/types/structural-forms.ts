import type { TypeForms } from './type-form.js'

/** What JSON has, too: the value travels as it is. */
export const structuralForms: readonly TypeForms[] = [
  {
    title: 'Primitives and literals',
    note: 'Numbers are finite: `NaN` and the infinities are refused.',
    forms: [
      { type: 'string', accepts: [['a'], ['']], refuses: [1, null, ['a']] },
      { type: 'number', accepts: [[1.5], [-3]], refuses: ['1', null, true] },
      { type: 'boolean', accepts: [[true], [false]], refuses: [0, 'true', null] },
      { type: 'null', accepts: [[null]], refuses: [0, ''] },
      { type: 'unknown', accepts: [[{ any: ['thing'] }], [null]], refuses: [] },
      { type: "'open' | 'paid'", accepts: [['open']], refuses: ['shut', 1, null] },
      { type: '1 | 2 | true', accepts: [[2], [true]], refuses: [3, '1', false] },
      { type: 'string | null', accepts: [['a'], [null]], refuses: [1] },
      { type: 'object', accepts: [[{ a: 1 }], [[1, 'a']]], refuses: [1, 'a', null] },
    ],
  },
  {
    title: 'Patterns',
    note: 'A template literal is a check of the text, with the same matches as in TypeScript.',
    forms: [
      {
        type: '`order-${number}`',
        accepts: [['order-7'], ['order--1.5']],
        refuses: ['order-', 'order-x', 'Order-7', 7],
      },
      {
        type: '`${string}@${string}.${string}`',
        accepts: [['a@b.c'], ['@.']],
        refuses: ['a.b@c', 'a'],
      },
      {
        type: '`${Size}-${Tint}`',
        declarations: "type Size = 's' | 'm'\ntype Tint = 'red' | 'blue'",
        accepts: [['s-red'], ['m-blue']],
        refuses: ['l-red', 's-'],
      },
      { type: '`v${bigint}`', accepts: [['v12']], refuses: ['v1.5', 'v'] },
      { type: '`${number}px`', accepts: [['1.5px']], refuses: ['px', '1.5'] },
      { type: 'Uppercase<string>', accepts: [['ABC-1']], refuses: ['Abc'] },
      { type: '`#${Lowercase<string>}`', accepts: [['#ff00aa']], refuses: ['#FF00AA', 'ff'] },
      { type: 'Capitalize<string>', accepts: [['Abc']], refuses: ['abc'] },
      { type: '`${string}${number}`', accepts: [['a1'], ['11']], refuses: ['1', 'ab'] },
      { type: '`\\`$\\{${string}\\\\`', accepts: [['`${x\\']], refuses: ['`', 'x'] },
    ],
  },
  {
    title: 'Enums',
    note: 'In the client, an enum is an object `as const` and a union of its values, which takes the values of the original enum.',
    forms: [
      {
        type: 'Level',
        declarations: 'enum Level { Low, High = 5 }',
        accepts: [[0], [5]],
        refuses: [1, 'Low', '0'],
      },
      {
        type: 'Currency',
        declarations: "enum Currency { Euro = 'EUR', Dollar = 'USD' }",
        accepts: [['EUR']],
        refuses: ['Euro', 0],
      },
      {
        type: 'Flag',
        declarations: 'const enum Flag { A = 1 << 0, B = 1 << 1 }',
        accepts: [[1], [2]],
        refuses: [3],
      },
      {
        type: 'Mixed.A | Mixed.B',
        declarations: "enum Mixed { A = 'a', B = 2, C = 'c' }",
        accepts: [['a'], [2]],
        refuses: ['c'],
      },
    ],
  },
  {
    title: 'Objects',
    note: 'Properties that no type declares do not travel. An optional property may be `undefined`, which is the same as absent, unless `exactOptionalPropertyTypes` is on; then the compiler sees to it.',
    forms: [
      {
        type: '{ id: string; note?: string }',
        accepts: [[{ id: 'a' }], [{ id: 'a', note: 'b' }]],
        refuses: [{}, { id: 1 }, { id: 'a', note: null }, null, ['a']],
      },
      {
        type: '{ readonly id: string; at: number | null }',
        accepts: [[{ id: 'a', at: null }]],
        refuses: [{ id: 'a' }],
      },
      {
        type: '{ constructor?: string; toString?: number }',
        accepts: [[{}], [{ constructor: 'a', toString: 1 }]],
        refuses: [{ constructor: 1 }, { toString: 'a' }],
      },
      { type: 'Record<string, number>', accepts: [[{ a: 1 }], [{}]], refuses: [{ a: 'b' }, [1]] },
      { type: "Record<'a' | 'b', number>", accepts: [[{ a: 1, b: 2 }]], refuses: [{ a: 1 }] },
      {
        type: "Partial<Record<'a' | 'b', number>>",
        accepts: [[{}], [{ b: 2 }]],
        refuses: [{ a: '1' }],
      },
      {
        type: 'Record<number, string>',
        accepts: [[{ 1: 'a', '-2.5': 'b' }]],
        refuses: [{ a: 'b' }, { 1: 1 }],
      },
      {
        type: 'Record<`x-${string}`, string>',
        accepts: [[{ 'x-a': 'b' }]],
        refuses: [{ a: 'b' }, { 'x-a': 1 }],
      },
      {
        type: '{ id: string; [key: string]: unknown }',
        accepts: [[{ id: 'a', more: [1] }]],
        refuses: [{ id: 1 }, { more: 1 }],
      },
      {
        type: '{ id: string } & { at: number }',
        accepts: [[{ id: 'a', at: 1 }]],
        refuses: [{ id: 'a' }],
      },
      {
        type: 'Omit<Both, "b"> & Pick<Both, "c">',
        declarations: 'interface Both { a: string; b: string; c?: number }',
        accepts: [[{ a: 'x' }], [{ a: 'x', c: 1 }]],
        refuses: [{ c: 1 }],
      },
      {
        type: 'Point',
        declarations: 'class Point { x = 0; y = 0; label?: string }',
        accepts: [[{ x: 1, y: 2 }]],
        refuses: [{ x: 1 }],
      },
      {
        type: '{ [nothing]?: never }',
        declarations: 'declare const nothing: unique symbol',
        accepts: [[{}]],
        refuses: [null, 'a', []],
      },
    ],
  },
  {
    title: 'Arrays and tuples',
    note: '`undefined` where it has a place, as an item or a result, travels as `null`.',
    forms: [
      { type: 'string[]', accepts: [[['a', 'b']], [[]]], refuses: [[1], 'a', { 0: 'a' }] },
      { type: 'readonly (string | number)[]', accepts: [[['a', 1]]], refuses: [[true]] },
      {
        type: '(string | undefined)[]',
        accepts: [
          [
            ['a', undefined],
            ['a', null],
          ],
        ],
        refuses: [[1]],
      },
      { type: '[string, number]', accepts: [[['a', 1]]], refuses: [['a'], ['a', 1, 2], [1, 'a']] },
      {
        type: '[width: number, height?: number]',
        accepts: [[[1]], [[1, 2]]],
        refuses: [[], [1, 'a'], [1, 2, 3]],
      },
      {
        type: '[first: string, ...more: number[]]',
        accepts: [[['a']], [['a', 1, 2]]],
        refuses: [[], ['a', 'b']],
      },
      {
        type: '[...start: string[], end: boolean]',
        accepts: [[[true]], [['a', 'b', true]]],
        refuses: [['a'], [true, 'a']],
      },
      {
        type: 'Names',
        declarations: 'interface Names extends Array<string> {}',
        accepts: [[['a', 'b']], [[]]],
        refuses: [[1], 'a', { 0: 'a', length: 1 }],
      },
      {
        type: 'Route',
        declarations: 'interface Route extends Array<string> { 0: string }',
        accepts: [[['a']], [['a', 'b']]],
        refuses: [[], ['a', 1]],
      },
      {
        type: 'Rgb',
        declarations: 'interface Rgb extends ReadonlyArray<number> { readonly length: 3 }',
        accepts: [[[1, 2, 3]]],
        refuses: [
          [1, 2],
          [1, 2, 3, 4],
          ['1', 2, 3],
        ],
      },
      {
        type: "Omit<[string, number], 'push' | 'pop' | number>",
        accepts: [[['a', 1]]],
        refuses: [['a'], ['a', 'b'], ['a', 1, 2]],
      },
    ],
  },
  {
    title: 'Unions of objects',
    note: 'They are told apart by any property that has a literal type, or by what fits.',
    forms: [
      {
        type: 'Shape',
        declarations:
          "type Shape = { kind: 'circle'; radius: number } | { kind: 'square'; side: number }",
        accepts: [[{ kind: 'circle', radius: 1 }], [{ kind: 'square', side: 1 }]],
        refuses: [{ kind: 'circle', side: 1 }, { kind: 'oval' }, {}],
      },
      {
        type: 'Outcome',
        declarations:
          'type Outcome = { readonly ok: true; value: string } | { readonly ok: false; error: string }',
        accepts: [[{ ok: true, value: 'a' }], [{ ok: false, error: 'b' }]],
        refuses: [{ ok: true, error: 'b' }],
      },
      {
        type: '{ a: string } | { b: number }',
        accepts: [[{ a: 'x' }], [{ b: 1 }], [{ a: 'x', b: 1 }]],
        refuses: [{}, { a: 1 }],
      },
    ],
  },
  {
    title: 'Derived, generic and recursive types',
    note: "The compiler works them out: what can be written in TypeScript need not be known to Mycelia. A brand is dropped from the client's types.",
    forms: [
      {
        type: 'keyof Config',
        declarations: 'interface Config { host: string; port: number }',
        accepts: [['host']],
        refuses: ['user'],
      },
      {
        type: '(typeof STEPS)[number]',
        declarations: "const STEPS = ['one', 'two'] as const",
        accepts: [['two']],
        refuses: ['three'],
      },
      {
        type: 'keyof typeof RATES',
        declarations: 'const RATES = { low: 1, high: 2 }',
        accepts: [['low']],
        refuses: ['mid'],
      },
      {
        type: '{ [K in keyof Settings as `on${Capitalize<K>}`]: Settings[K] }',
        declarations: 'interface Settings { color: string; size: number }',
        accepts: [[{ onColor: 'a', onSize: 1 }]],
        refuses: [{ onColor: 'a' }],
      },
      {
        type: 'Inner<Promise<{ a: string }>>',
        declarations: 'type Inner<T> = T extends Promise<infer U> ? U : T',
        accepts: [[{ a: 'x' }]],
        refuses: [{ a: 1 }],
      },
      {
        type: 'Page<{ id: string }>',
        declarations: 'interface Page<T> { items: T[]; next?: string }',
        accepts: [[{ items: [{ id: 'a' }] }]],
        refuses: [{ items: [{}] }],
      },
      {
        type: 'Derived',
        declarations:
          'interface Base<T> { value: T }\ninterface Derived extends Base<number> { own: string }',
        accepts: [[{ value: 1, own: 'a' }]],
        refuses: [{ own: 'a' }],
      },
      {
        type: 'Tree',
        declarations: 'interface Tree { name: string; children?: Tree[] }',
        accepts: [[{ name: 'a', children: [{ name: 'b' }] }]],
        refuses: [{ name: 'a', children: [{}] }],
      },
      {
        type: 'Ping',
        declarations: 'interface Ping { pong?: Pong }\ninterface Pong { ping: Ping | null }',
        accepts: [[{ pong: { ping: {} } }], [{ pong: { ping: null } }]],
        refuses: [{ pong: {} }],
      },
      {
        type: 'Json',
        declarations:
          'type Json = string | number | boolean | null | Json[] | { [key: string]: Json }',
        accepts: [[{ a: [1, 'b', { c: null }] }]],
        refuses: [],
      },
      {
        type: 'UserId',
        declarations: "type UserId = string & { readonly __brand: 'UserId' }",
        accepts: [['u1']],
        refuses: [1],
      },
      {
        type: 'Opaque',
        declarations:
          'declare const tag: unique symbol\ntype Tagged<T, N> = T & { readonly [tag]: N }\ntype Opaque = Tagged<number, "Cents">',
        accepts: [[100]],
        refuses: ['100'],
      },
      {
        type: 'Tagged<{ sku: string }, "Article">',
        accepts: [[{ sku: 'a' }]],
        refuses: [{}, 'a'],
      },
      {
        type: 'Loose<Tree>',
        declarations: 'type Loose<T> = T extends object ? { [K in keyof T]?: Loose<T[K]> } : T',
        accepts: [[{}], [{ children: [{ children: [{ name: 'b' }] }] }]],
        refuses: [{ name: 1 }, { children: [{ name: 1 }] }],
      },
      {
        type: 'Chain',
        declarations: 'interface Chain { link: number; next?: this }',
        accepts: [[{ link: 1, next: { link: 2 } }]],
        refuses: [{ link: 1, next: {} }],
      },
      {
        type: 'Deferred',
        declarations:
          'interface Deferreds extends Array<Deferred> {}\ntype Deferred = string | Deferreds',
        accepts: [[['a', ['b', []]]], ['a']],
        refuses: [1, ['a', [1]]],
      },
      {
        type: 'Wide.Inside',
        declarations: 'namespace Wide { export interface Inside { a: string } }',
        accepts: [[{ a: 'x' }]],
        refuses: [{}],
      },
      {
        type: 'Merged',
        declarations: 'interface Merged { a: string }\ninterface Merged { b: number }',
        accepts: [[{ a: 'x', b: 1 }]],
        refuses: [{ a: 'x' }],
      },
      {
        type: 'Ambient',
        declarations: 'declare global { interface Ambient { a: string } }',
        accepts: [[{ a: 'x' }]],
        refuses: [{}],
      },
    ],
  },
]
