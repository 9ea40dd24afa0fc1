import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { problemsOf, problemsOfSubject, subject } from './read-source.js'

/** A type, what is said of a parameter `value` of it, and what to do. */
type Refusal = readonly [type: string, what: string, hint: string]

const PAIRS = 'write a `Map`, or `Record<string, V>`'
const ITEMS = 'write an array, or a `Set`'
const BYTES = 'write `Uint8Array`'
const STREAM = 'write an array: streams of results are not supported yet'
const KEYS = 'write `Record<string, V>`: keys travel as strings'
const DATA = 'write an interface of its data, and send an object of that'
const OMIT = 'leave it out of the type, or send what it returns'
const FIELDS = 'write an interface of the fields that the other side needs'
const TELL_APART =
  "write one of them, or objects that a property with a literal type tells apart: `{ type: 'a', ... } | { type: 'b', ... }`"
const apart = (why: string) => `whose members cannot be told apart on the wire, where ${why}`
const AMBIGUOUS = apart('a Date travels as a string')

/** Reads each type in a line of its own, and expects what is said of it at its parameter's name. */
function refuses(refusals: readonly Refusal[], declarations = ''): void {
  const name = (index: number) => `m${String(index).padStart(2, '0')}`
  const lines = refusals.map(([type], index) => `  @rpc ${name(index)}(value: ${type}): void {}`)
  const problems = problemsOfSubject(lines.join('\n'), declarations)
  refusals.forEach(([type, what, hint], index) => {
    it(`as ${type}`, () => {
      const place = `${index + 5}:12 - `
      assert.deepEqual(
        problems.filter((problem) => problem.startsWith(place)),
        [`${place}Subject.${name(index)}: \`value\` ${what}\n  ${hint}`],
      )
    })
  })
  it('and nothing else', () => {
    assert.equal(problems.length, refusals.length)
  })
}

describe('what is no data is refused', () => {
  refuses(
    [
      ['() => void', 'is a function, and functions cannot travel', OMIT],
      ['new () => object', 'is a function, and functions cannot travel', OMIT],
      [
        'Function',
        'is a function, and functions cannot travel',
        'leave it out of the type (`Omit`), and send data only',
      ],
      ['typeof Money', 'is a function, and functions cannot travel', OMIT],
      ['symbol', 'is a symbol, and symbols cannot travel', 'write a `string`'],
      ['typeof UNIQUE', 'is a symbol, and symbols cannot travel', 'write a `string`'],
      [
        'Promise<string>',
        'is a promise inside data',
        'await it before it is sent, and write the type that it resolves to',
      ],
      ['1e999', 'is Infinity, which JSON does not have', 'write `number`'],
      [
        'String',
        'is a String, which is not supported yet',
        'write the primitive type, with a small letter',
      ],
    ],
    'class Money {}\nconst UNIQUE = Symbol()',
  )
})

describe('a built-in type that is not supported yet is refused', () => {
  refuses([
    ['WeakMap<object, number>', 'is a WeakMap, which is not supported yet', PAIRS],
    ['WeakSet<object>', 'is a WeakSet, which is not supported yet', ITEMS],
    ['DataView', 'is a DataView, which is not supported yet', BYTES],
    ['SharedArrayBuffer', 'is a SharedArrayBuffer, which is not supported yet', BYTES],
    ['Error', 'is an Error, which is not supported yet', FIELDS],
    ['Iterable<string>', 'is an Iterable, which is not supported yet', STREAM],
    ['AsyncIterable<string>', 'is an AsyncIterable, which is not supported yet', STREAM],
    ['Generator<string>', 'is a Generator, which is not supported yet', STREAM],
    ['1n', 'is `1n`, one bigint alone', 'write `bigint`'],
    [
      'Uppercase<`a${number}`>',
      'is the pattern ``A${Uppercase<`${number}`>}``, which is not supported',
      'write `string`',
    ],
  ])

  it('as those of the platform, wherever they are declared', () => {
    const problems = problemsOf({
      'tsconfig.json':
        '{ "compilerOptions": { "module": "nodenext", "lib": ["es2023", "dom"], "types": ["node"], "customConditions": ["@mycelia/source"] } }',
      'node_modules/@types/node/index.d.ts': 'interface Blob { text(): string }\n',
      'src/subject.service.ts': subject('  @rpc pass(a: Headers, b: Blob): void {}'),
    })
    assert.deepEqual(problems, [
      `src/subject.service.ts:5:13 - Subject.pass: \`a\` is a Headers, which is not supported yet\n  ${PAIRS}`,
      `src/subject.service.ts:5:25 - Subject.pass: \`b\` is a Blob, which is not supported yet\n  ${BYTES}`,
    ])
  })
})

describe('a class that is more than data is refused', () => {
  it('with its methods, accessors or members that are not public, at its declaration', () => {
    const problems = problemsOfSubject(
      '  @rpc pass(a: Money, b: Account, c: Secret, d: Own): void {}',
      `class Money { amount = 1; add(): void {} }
class Account { get total() { return 1 } }
class Secret { private a = 1; protected b = 2; #c = 3; d = 4 }
class Own extends Money {}`,
    )
    assert.deepEqual(problems, [
      `8:7 - Subject.pass: \`Money\` is a class with methods or accessors (add): only data travels\n  ${DATA}`,
      `9:7 - Subject.pass: \`Account\` is a class with methods or accessors (total): only data travels\n  ${DATA}`,
      `10:7 - Subject.pass: \`Secret\` is a class with members that are not public (a, b, #c): only data travels\n  ${DATA}`,
      `11:7 - Subject.pass: \`Own\` is a class with methods or accessors (add): only data travels\n  ${DATA}`,
    ])
  })

  it('as what extends a built-in type is', () => {
    const problems = problemsOfSubject(
      '  @rpc pass(a: Failure, b: Dictionary, c: List, d: Queue, e: Gap): void {}',
      `class Failure extends Error { code = 1 }
interface Dictionary extends Map<string, string> {}
interface List extends Array<string> { label: string }
class Queue extends Array<string> {}
interface Gap extends Array<string> { 1: string }`,
    )
    const what = (name: string) => `extends ${name}, and what extends a built-in type cannot travel`
    assert.deepEqual(problems, [
      `8:7 - Subject.pass: \`Failure\` ${what('Error')}\n  ${FIELDS}`,
      `9:11 - Subject.pass: \`Dictionary\` ${what('Map')}\n  ${FIELDS}`,
      `10:11 - Subject.pass: \`List\` ${what('Array')}\n  ${FIELDS}`,
      `11:7 - Subject.pass: \`Queue\` ${what('Array')}\n  ${FIELDS}`,
      `12:11 - Subject.pass: \`Gap\` ${what('Array')}\n  ${FIELDS}`,
    ])
  })
})

describe('what cannot travel is refused inside other types', () => {
  it('with the way there, at the property that it is the type of', () => {
    const problems = problemsOfSubject(
      '  @rpc pass(a: { list: { deep: symbol }[] }, b: [symbol], c: Order): Promise<Order & { at: { f(): void } }> { return null! }',
      `interface Order {
  id: string
  onPaid(): void
  onSent?: (at: Date) => void
  'odd name': symbol
  [Symbol.iterator]: string
  __proto__: string
}`,
    )
    const leave = 'leave it out of the type, and send data only'
    assert.deepEqual(problems, [
      '5:26 - Subject.pass: `a.list[].deep` is a symbol, and symbols cannot travel\n  write a `string`',
      '5:46 - Subject.pass: `b[0]` is a symbol, and symbols cannot travel\n  write a `string`',
      `5:94 - Subject.pass: \`at.f\` of the result is a function, and functions cannot travel\n  ${leave}`,
      `10:3 - Subject.pass: \`Order.onPaid\` is a function, and functions cannot travel\n  ${leave}`,
      `11:3 - Subject.pass: \`Order.onSent\` is a function, and functions cannot travel\n  ${leave}`,
      '12:3 - Subject.pass: `Order["odd name"]` is a symbol, and symbols cannot travel\n  write a `string`',
      '13:3 - Subject.pass: `Order` has a symbol as a key, and symbols cannot travel\n  give the property a name',
      '14:3 - Subject.pass: `Order.__proto__` has a name that changes what the object is\n  call it something else',
    ])
  })

  it('as keys that are symbols, at their signature', () => {
    assert.deepEqual(problemsOfSubject('  @rpc pass(a: { [key: symbol]: string }): void {}'), [
      `5:18 - Subject.pass: \`a\` has keys of type \`symbol\`, which are not supported\n  ${KEYS}`,
    ])
  })

  it('once, however often it is mentioned', () => {
    const problems = problemsOf({
      'src/order.ts': 'export interface Order { id: symbol }\n',
      'src/a.service.ts': `import { rpc, service } from 'mycelia'
import type { Order } from './order.js'
@service('a') export class A { @rpc a(o: Order): Order { return o } }
@service('b') export class B { @rpc b(o: Order[]): void {} }
`,
    })
    assert.deepEqual(problems, [
      'src/order.ts:1:26 - A.a: `Order.id` is a symbol, and symbols cannot travel\n  write a `string`',
    ])
  })

  it('of a package at the place that mentions it, all of its methods in one', () => {
    const problems = problemsOf({
      'node_modules/shop/package.json': '{ "name": "shop", "types": "index.d.ts" }',
      'node_modules/shop/index.d.ts':
        'export interface Cart { a(): void; b(): void; c(): void; d(): void; e: symbol }\n',
      'src/subject.service.ts': subject(
        '  @rpc pass(cart: Cart): void {}',
        "import type { Cart } from 'shop'",
      ),
    })
    assert.deepEqual(problems, [
      `src/subject.service.ts:5:13 - Subject.pass: \`Cart\` has methods (a, b, c, ...): only data travels\n  ${DATA}`,
    ])
  })
})

describe('what a package has deep inside', () => {
  it('is refused with the way to it from the type that the user mentions', () => {
    const problems = problemsOf({
      'node_modules/charts/package.json': '{ "name": "charts", "types": "index.d.ts" }',
      'node_modules/charts/index.d.ts': `export interface Chart { params?: Param[] }
interface Param { bind: Slider | Custom }
interface Slider { min: number }
interface Custom { element: Target }
interface Target { listen(): void }
`,
      'src/subject.service.ts': subject(
        '  @rpc pass(chart: Chart): void {}',
        "import type { Chart } from 'charts'",
      ),
    })
    assert.deepEqual(problems, [
      `src/subject.service.ts:5:13 - Subject.pass: \`Target\` (\`Chart.params[].bind.element\`) has methods (listen): only data travels\n  ${DATA}`,
    ])
  })
})

describe('a union is refused whose members the receiver could not tell apart', () => {
  refuses(
    [
      ['Date | string', `is \`Date | string\`, ${AMBIGUOUS}`, TELL_APART],
      ["Date | '2020-01-01'", `is \`Date | '2020-01-01'\`, ${AMBIGUOUS}`, TELL_APART],
      ['Date[] | string[]', `is \`Date[] | string[]\`, ${AMBIGUOUS}`, TELL_APART],
      ['[Date] | [string]', `is \`[Date] | [string]\`, ${AMBIGUOUS}`, TELL_APART],
      [
        '{ at: Date } | { at: string }',
        `is \`{ at: Date } | { at: string }\`, ${AMBIGUOUS}`,
        TELL_APART,
      ],
      [
        'Record<string, Date> | { at: string }',
        `is \`Record<string, Date> | { at: string }\`, ${AMBIGUOUS}`,
        TELL_APART,
      ],
      [
        'bigint | string',
        `is \`bigint | string\`, ${apart('a bigint travels as a string')}`,
        TELL_APART,
      ],
      [
        'number | bigint',
        `is \`number | bigint\`, ${apart('a bigint travels as a string')}`,
        TELL_APART,
      ],
      [
        'Set<string> | string[]',
        `is \`Set<string> | string[]\`, ${apart('a Set travels as an array')}`,
        TELL_APART,
      ],
      [
        'Map<string, number> | { a: number }',
        `is \`Map<string, number> | { a: number }\`, ${apart('a Map travels as an object')}`,
        TELL_APART,
      ],
      [
        'Int8Array | Int16Array',
        `is \`Int8Array | Int16Array\`, ${apart('an Int8Array travels as an array')}`,
        TELL_APART,
      ],
      [
        'Uint8Array | Date',
        `is \`Uint8Array | Date\`, ${apart('a Uint8Array travels as a string')}`,
        TELL_APART,
      ],
      [
        '{ at: string; end: true }[] | { at: Date }[]',
        `is \`{ at: string; end: true }[] | { at: Date }[]\`, ${AMBIGUOUS}`,
        TELL_APART,
      ],
      ['Dated | Undated', `is \`Dated | Undated\`, ${AMBIGUOUS}`, TELL_APART],
    ],
    `interface Dated { self?: Dated; at: Date | null }
interface Undated { self?: Undated; at: string }`,
  )

  it('and not where they can be', () => {
    const problems = problemsOfSubject(
      `  @rpc a(value: Date | number | boolean | null | { at: string }): void {}
  @rpc b(value: Date | 'never' | 'always'): void {}
  @rpc c(value: { type: 'a'; at: Date } | { type: 'b'; at: string }): void {}
  @rpc d(value: { at: Date; begin: true } | { at: string; end: true }): void {}
  @rpc e(value: { ok: true; at: Date } | { ok: false; at: string }): void {}
  @rpc f(value: Date[] | number[] | { at: Date }): void {}
  @rpc g(value: RegExp | string | { type: 1 }): void {}
  @rpc j(value: { at: string; end: true } | { at: Date }): void {}
  @rpc h(value: Set<Date> | Date | null): void {}
  @rpc i(value: Map<number, string> | { a: Uint8Array } | 'auto!'): void {}
`,
    )
    assert.deepEqual(problems, [])
  })

  it('in a named type at its declaration', () => {
    const problems = problemsOfSubject(
      '  @rpc pass(order: Order, when: When): void {}',
      'interface Order { when?: Date | string }\ntype When = Date | string',
    )
    assert.deepEqual(problems, [
      `8:19 - Subject.pass: \`Order.when\` is \`Date | string\`, ${AMBIGUOUS}\n  ${TELL_APART}`,
      `9:6 - Subject.pass: \`When\` is \`Date | string\`, ${AMBIGUOUS}\n  ${TELL_APART}`,
    ])
  })
})

describe('a type without end is refused', () => {
  const ENDLESS = 'contains itself without end, each time with another type argument'
  const REFER =
    'let it refer to itself with the type parameters that it was given, or to another type'

  it('once, where it grows', () => {
    const problems = problemsOfSubject(
      '  @rpc pass(a: Box<string>, b: Nest<string>, c: Wide<string>): void {}',
      `interface Box<T> { value: T; next?: Box<T[]> }
type Nest<T> = { inner: Nest<Nest<T>> }
interface Wide<T> { a: Wide<{ a: T }>; b: Wide<{ b: T }>; c: Wide<{ c: T }> }`,
    )
    assert.deepEqual(problems, [
      `8:30 - Subject.pass: \`Box\` ${ENDLESS}\n  ${REFER}`,
      `9:18 - Subject.pass: \`Nest\` ${ENDLESS}\n  ${REFER}`,
      `10:21 - Subject.pass: \`Wide\` ${ENDLESS}\n  ${REFER}`,
    ])
  })

  for (const [what, type, declaration, column] of [
    ['by objects', 'Grow<string>', 'type Grow<T> = { value: T; next?: Grow<{ inner: T }> }', 28],
    ['by intersections', 'Grow<{}>', 'type Grow<T> = { next?: Grow<T & { inner: T }> } & T', 18],
    [
      'by texts',
      "Grow<'a'>",
      'type Grow<T extends string> = { value: T; next: Grow<`${T}a`> }',
      43,
    ],
    ['by counting', 'Grow<[]>', 'type Grow<T extends unknown[]> = { next: Grow<[...T, 1]> }', 36],
    [
      'by two that take turns',
      'Grow<1>',
      'type Grow<T> = { b?: B<{ t: T }> }; type B<T> = { a?: Grow<T[]> }',
      51,
    ],
    [
      'by a condition around it',
      'Grow<{ a: 1 }>',
      'type Grow<T> = T extends object ? { next?: Grow<T[]> } : T',
      37,
    ],
    [
      'by conditions',
      'Grow<1>',
      'type Grow<T> = { next?: T extends 1 ? Grow<T[]> : Grow<{ t: T }> }',
      18,
    ],
  ] as const) {
    it(`that grows ${what}`, () => {
      const problems = problemsOfSubject(`  @rpc pass(value: ${type}): void {}`, declaration)
      assert.deepEqual(problems, [`8:${column} - Subject.pass: \`Grow\` ${ENDLESS}\n  ${REFER}`])
    })
  }

  it('when its parts without a name are too many to count, and nothing else is said', () => {
    const problems = problemsOfSubject(
      '  @rpc pass(value: Tree<12>, again: Tree<13>): void {}\n  @rpc fine(value: string): void {}',
      `type Tree<Depth extends number, At extends 1[] = []> = At['length'] extends Depth
  ? string
  : [a: Tree<Depth, [...At, 1]>, b: Tree<Depth, [...At, 1]>, c: Tree<Depth, [...At, 1]>]`,
    )
    assert.deepEqual(problems, [
      '5:13 - Subject.pass: `value` has more than 50,000 parts without a name\n  declare interfaces for the parts; if it is generic, see what it comes to with these arguments',
    ])
  })

  it('and not for a union of many members', () => {
    const digit = "type D = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'"
    const kinds = Array.from({ length: 1000 }, (_, i) => `{ kind: 'k${i}'; at${i}: Date }`)
    const problems = problemsOfSubject(
      '  @rpc pass(code: `${D}${D}${D}`, event: Event): void {}',
      `${digit}\ntype Event = ${kinds.join(' | ')}`,
    )
    assert.deepEqual(problems, [])
  })

  it('and not for being long: names are read one after the other', () => {
    const count = 3000
    const links = Array.from({ length: count }, (_, i) => `interface L${i} { next: L${i + 1} }`)
    const problems = problemsOfSubject(
      '  @rpc pass(first: L0): void {}',
      [...links, `interface L${count} { end: true }`].join('\n'),
    )
    assert.deepEqual(problems, [])
  })

  it('when it is deep and has no name, with the beginning of the way there', () => {
    const deep = `${'{ a: '.repeat(70)}string${' }'.repeat(70)}`
    const [problem, ...others] = problemsOfSubject(`  @rpc pass(value: ${deep}): void {}`)
    assert.match(
      problem ?? '',
      /^5:\d+ - Subject\.pass: `value(\.a)+\.\.\.` lies more than 60 types deep without a named one between\n {2}declare interfaces for the parts$/,
    )
    assert.deepEqual(others, [])
  })

  it('when it contains itself and has no name', () => {
    const problems = problemsOfSubject(
      '  @rpc pass(value: typeof loop): void {}',
      'declare const other: { back: typeof loop }\ndeclare const loop: { other: typeof other }',
    )
    assert.deepEqual(problems, [
      '8:24 - Subject.pass: `value.other.back` contains itself and has no name\n  declare an interface for it',
    ])
  })
})

describe('an enum is refused', () => {
  it('when a member is computed', () => {
    const problems = problemsOfSubject(
      '  @rpc pass(value: Level): void {}',
      "enum Level { Low = 'x'.length, High = 2 }",
    )
    assert.deepEqual(problems, [
      '8:14 - Subject.pass: `Level.Low` has a value that is computed when the program runs\n  give the member a literal value',
    ])
  })
})

describe('a type that cannot be resolved is refused', () => {
  const HINT = 'declare or import it; if it comes from a package, install that'

  it("in the compiler's words, at the name that is not there", () => {
    const problems = problemsOfSubject(
      `  @rpc pass(a: Ordr, b: { deep: Nowhere[] }, c: Order): Missing.Thing { return null! }
  @rpc inferred() { return nothing() }
  @rpc unexported(a: Hidden): void {}
`,
      `interface Order { line: Line }
import type { Hidden } from './hidden.js'`,
    )
    assert.deepEqual(problems, [
      `5:16 - Subject.pass: Cannot find name 'Ordr'. Did you mean 'Order'?\n  ${HINT}`,
      `5:33 - Subject.pass: Cannot find name 'Nowhere'\n  ${HINT}`,
      `5:57 - Subject.pass: Cannot find namespace 'Missing'\n  ${HINT}`,
      `6:28 - Subject.inferred: Cannot find name 'nothing'\n  ${HINT}`,
      `11:25 - Subject.pass: Cannot find name 'Line'\n  ${HINT}`,
      "12:29 - cannot find module './hidden.js'\n  write the path of a file that is there",
    ])
  })

  it('and an explicit any is not', () => {
    assert.deepEqual(problemsOfSubject('  @rpc pass(a: any, b: any[]): any {}'), [])
  })

  it('at the mention, when the mistake is in a package', () => {
    const problems = problemsOf({
      'node_modules/shop/package.json': '{ "name": "shop", "types": "index.d.ts" }',
      'node_modules/shop/index.d.ts':
        "import type { Price } from 'not-installed'\nexport interface Cart { price: Price }\n",
      'src/subject.service.ts': subject(
        '  @rpc pass(cart: Cart): void {}',
        "import type { Cart } from 'shop'",
      ),
    })
    assert.deepEqual(problems, [
      'src/subject.service.ts:5:13 - Subject.pass: `Cart.price` has a type that cannot be resolved\n  see what `npx tsc --noEmit` says of it; a package that it comes from may be missing, or it is too deep or too large for the compiler',
    ])
  })
})
