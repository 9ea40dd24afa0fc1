import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { problemsOf, problemsOfSubject } from './read-source.js'

describe('a method is refused', () => {
  it('that is private, protected, static or abstract', () => {
    const problems = problemsOf({
      'src/subject.service.ts': `import { rpc, service } from 'mycelia'

abstract class Base {
  @rpc abstract missing(): void
}

@service('subject')
export class Subject extends Base {
  missing(): void {}
  @rpc private hidden(): void {}
  @rpc protected half(): void {}
  @rpc #hash(): void {}
  @rpc static shared(): void {}
}
`,
    })
    const file = 'src/subject.service.ts'
    assert.deepEqual(problems, [
      `${file}:4:17 - Subject.missing: @rpc is on an abstract method, and there is nothing to call\n  move @rpc to the method that implements it`,
      `${file}:10:16 - Subject.hidden: @rpc is on a private method\n  make it public, or take @rpc away`,
      `${file}:11:18 - Subject.half: @rpc is on a protected method\n  make it public, or take @rpc away`,
      `${file}:12:8 - Subject.#hash: @rpc is on a private method\n  make it public, or take @rpc away`,
      `${file}:13:15 - Subject.shared: @rpc is on a static method, and calls are answered by instances\n  take \`static\` away`,
    ])
  })

  it('that is an accessor or a field', () => {
    const problems = problemsOfSubject(`  @rpc get total(): number { return 1 }
  @rpc hello = (name: string): string => name
  @rpc accessor value = 1
`)
    assert.deepEqual(problems, [
      '5:12 - Subject.total: @rpc is on an accessor, and only methods can be called\n  write it as a method: `total() { ... }`',
      '6:8 - Subject.hello: @rpc is on a field, and only methods can be called\n  write it as a method: `hello() { ... }`',
      '7:17 - Subject.value: @rpc is on a field, and only methods can be called\n  write it as a method: `value() { ... }`',
    ])
  })

  it('that is overloaded or generic', () => {
    const problems = problemsOfSubject(`  over(a: string): void
  over(a: number): void
  @rpc over(a: unknown): void {}
  once(a: string): void
  @rpc once(a: unknown): void {}
  @rpc generic<T>(a: T): T { return a }
`)
    const overloaded =
      'the method is overloaded, and what a caller may send would depend on the overload\n  write one signature with a union or optional parameters, or methods with names of their own'
    assert.deepEqual(problems, [
      `7:8 - Subject.over: ${overloaded}`,
      `9:8 - Subject.once: ${overloaded}`,
      '10:16 - Subject.generic: the method is generic, and types do not travel with a call\n  write the types that it is called with, or a union of them',
    ])
  })

  it('that has a reserved name, or one that is computed', () => {
    const problems = problemsOfSubject(`  @rpc with(): void {}
  @rpc then(): void {}
  @rpc ['constructor'](): void {}
  @rpc toJSON(): void {}
  @rpc __proto__(): void {}
  @rpc [Symbol.iterator](): void {}
  @rpc [String(1)](): void {}
`)
    const reserved = (name: string) =>
      `Subject.${name}: \`${name}\` cannot be the name of a method: clients, or JavaScript itself, use it\n  call it something else; @rpc({ name: '${name}' }) keeps the name on the wire`
    const computed = (name: string) =>
      `Subject.${name}: @rpc is on a method whose name is computed when the program runs\n  write the name as it is`
    assert.deepEqual(problems, [
      `5:8 - ${reserved('with')}`,
      `6:8 - ${reserved('then')}`,
      `7:8 - ${reserved('constructor')}`,
      `8:8 - ${reserved('toJSON')}`,
      `9:8 - ${reserved('__proto__')}`,
      `10:8 - ${computed('[Symbol.iterator]')}`,
      `11:8 - ${computed('[String(1)]')}`,
    ])
  })

  it('that has a name on the wire which it cannot have, or another has', () => {
    const long = 'x'.repeat(248)
    const problems = problemsOfSubject(`  @rpc({ name: 'orders.get' }) dotted(): void {}
  @rpc({ name: '' }) empty(): void {}
  @rpc({ name: '${long}' }) long(): void {}
  @rpc({ name: 'get' }) first(): void {}
  @rpc get(): void {}
`)
    const impossible = (name: string) =>
      `'${name}' cannot be the name of a method on the wire\n  write a name without dots and spaces: a dot stands between service and method`
    assert.deepEqual(problems, [
      `5:16 - Subject.dotted: ${impossible('orders.get')}`,
      `6:16 - Subject.empty: ${impossible('')}`,
      `7:16 - Subject.long: 'subject.${long}' is longer than the 255 bytes that AMQP has for it\n  write a shorter name: \`@rpc({ name: '...' })\``,
      "9:8 - Subject.get: the method is 'get' on the wire, and so is `first`\n  give one of them another name: `@rpc({ name: '...' })`",
    ])
  })

  it('whose options are known only when the program runs', () => {
    const problems = problemsOfSubject(
      `  @rpc({ name: NAME, params: [NAME], idempotent: NAME === '' }) a(value: string): void {}
  @rpc({ name: \`\${NAME}\`, params: PARAMS }) b(value: string): void {}
`,
      'let NAME: string = ""\nconst PARAMS = ["value"]',
    )
    const unknown = (option: string, hint: string) =>
      `the option \`${option}\` of @rpc is not known before the program runs\n  write ${hint}`
    const [name, params] = [
      "a literal: `name: 'get_order'`",
      "a list of literals: `params: ['order_id']`",
    ]
    assert.deepEqual(problems, [
      `5:16 - Subject.a: ${unknown('name', name)}`,
      `5:30 - Subject.a: ${unknown('params', params)}`,
      `5:50 - Subject.a: ${unknown('idempotent', '`true` or `false`')}`,
      `6:16 - Subject.b: ${unknown('name', name)}`,
      `6:35 - Subject.b: ${unknown('params', params)}`,
    ])
  })
})

describe('a parameter is refused', () => {
  it('that has no name, no type, or is `this`', () => {
    const problems =
      problemsOfSubject(`  @rpc apart({ id }: { id: string }, [first]: string[]): void {}
  @rpc untyped(a, b?, ...c): void {}
  @rpc owned(this: Subject, a: string): void {}
`)
    const apart =
      'Subject.apart: a parameter is taken apart where it is declared, and so has no name on the wire\n  name it in the doc comment of the method: `@param order`; or take it apart in the body: `const { id } = order`'
    const untyped = (name: string) =>
      `Subject.untyped: the parameter \`${name}\` has no type\n  write one; \`unknown\` takes any value`
    assert.deepEqual(problems, [
      `5:14 - ${apart}`,
      `5:38 - ${apart}`,
      `6:16 - ${untyped('a')}`,
      `6:19 - ${untyped('b')}`,
      `6:26 - ${untyped('c')}`,
      '7:14 - Subject.owned: the method has a `this` parameter, and is called on its own service alone\n  take the parameter away',
    ])
  })

  it('that has the same name on the wire as another, or none', () => {
    const problems = problemsOf({
      'src/subject.service.ts': `import { rpc, service } from 'mycelia'

@service('subject', { naming: 'snake_case' })
export class Subject {
  @rpc clash(orderId: string, order_id: string): void {}
  @rpc({ params: ['id', 'id'] }) given(a: string, b: string): void {}
  @rpc({ params: ['id'] }) tooFew(a: string, b: string): void {}
  @rpc({ params: ['id', 'no', 'more'] }) tooMany(a: string, b: string): void {}
  @rpc({ params: [''] }) empty(a: string): void {}
}
`,
    })
    const file = 'src/subject.service.ts'
    const own = "give each a name of its own: `@rpc({ params: ['...', '...'] })`"
    assert.deepEqual(problems, [
      `${file}:5:31 - Subject.clash: the parameters \`orderId\` and \`order_id\` are both 'order_id' on the wire\n  ${own}`,
      `${file}:6:18 - Subject.given: the parameters \`a\` and \`b\` are both 'id' on the wire\n  ${own}`,
      `${file}:7:18 - Subject.tooFew: the option \`params\` names 1 of 2 parameters\n  name them all, in their order`,
      `${file}:8:18 - Subject.tooMany: the option \`params\` names 3 of 2 parameters\n  name them all, in their order`,
      `${file}:9:18 - Subject.empty: the parameter \`a\` has an empty name on the wire\n  name it in the option \`params\``,
    ])
  })

  it('whose rest is neither an array nor a tuple', () => {
    const problems = problemsOfSubject('  @rpc pass(...args: [string] | [number]): void {}')
    assert.deepEqual(problems, [
      '5:16 - Subject.pass: `args` is `[string] | [number]`, and the number of arguments cannot be told from it\n  write an array, or parameters',
    ])
  })
})

describe('a result is refused', () => {
  it('that comes in pieces', () => {
    const problems = problemsOfSubject(`  @rpc *numbers() { yield 1 }
  @rpc async *later(): AsyncGenerator<string> { yield '' }
`)
    const pieces = (name: string) =>
      `the result is ${name}, which is not supported yet\n  write an array: streams of results are not supported yet`
    assert.deepEqual(problems, [
      `5:9 - Subject.numbers: ${pieces('a Generator')}`,
      `6:24 - Subject.later: ${pieces('an AsyncGenerator')}`,
    ])
  })
})

describe('a service is refused', () => {
  const file = 'src/subject.service.ts'
  const problemsOfClass = (text: string) =>
    problemsOf({
      [file]: `import { inject, provider, rpc, service } from 'mycelia'\n${text}\n`,
    }).map((problem) => problem.replace(`${file}:`, ''))

  it('without a name, or with one that is known only when the program runs', () => {
    const problems = problemsOfClass(`@service() export class GreetingService {}
@service export class Bare {}
@service(String(1)) export class Computed {}
let name: string = 'x'
@service(name) export class Variable {}
@service('orders.eu') export class Dotted {}
@service('1st') export class Digit {}
@service('') export class Empty {}`)
    const computed = 'the name of the service is not known before the program runs'
    const impossible = 'write letters, digits, `_` and `-`, and no digit or `-` first'
    assert.deepEqual(problems, [
      "2:1 - GreetingService: the service has no name\n  write its name as a literal: @service('greeting_service')",
      "3:1 - Bare: the service has no name\n  write its name as a literal: @service('bare')",
      `4:10 - Computed: ${computed}\n  write its name as a literal: @service('computed')`,
      `6:10 - Variable: ${computed}\n  write its name as a literal: @service('variable')`,
      `7:10 - Dotted: 'orders.eu' cannot be the name of a service\n  ${impossible}`,
      `8:10 - Digit: '1st' cannot be the name of a service\n  ${impossible}`,
      `9:10 - Empty: '' cannot be the name of a service\n  ${impossible}`,
    ])
  })

  it('whose class has no name, or is not exported under it', () => {
    const problems = problemsOfClass(`@service('a') export default class {}
export const B = @service('b') class {}
@service('c') class C {}
@service('d') class D {}
export { D as Renamed }
function make() { @service('e') class E {} }`)
    const nameless =
      'the class of a service has no name that it can be imported by\n  write it as a declaration with a name: `export class GreetingService { ... }`'
    const hidden = (name: string) =>
      `${name}: the class is not exported under its name, and generated code imports it\n  write \`export class ${name}\``
    assert.deepEqual(problems, [
      `2:1 - ${nameless}`,
      `3:18 - ${nameless}`,
      `4:21 - ${hidden('C')}`,
      `5:21 - ${hidden('D')}`,
      `7:39 - ${hidden('E')}`,
    ])
  })

  it('of which no instance can be made', () => {
    const problems = problemsOfClass(`@service('a') export abstract class A {}
@service('b') export class B<T> { value?: T }
@service('c') export class C { constructor(optional?: string, needed = 1, ...rest: string[]) {} }
@service('d') export class D { constructor(private readonly database: string) {} }
class Base { constructor(database: string) {} }
@service('e') export class E extends Base {}`)
    const taken =
      'the constructor takes arguments, and instances are made without\n  inject what it needs in field initialisers: `private readonly log = inject(Log)`'
    assert.deepEqual(problems, [
      '2:37 - A: the class is abstract, and calls need instances\n  take `abstract` away',
      '3:30 - B: the class is generic\n  write the types in place of its type parameters',
      `5:44 - D: ${taken}`,
      `6:26 - E: ${taken}`,
    ])
  })

  it('that has the name of another', () => {
    const service = (name: string) =>
      `import { service } from 'mycelia'\n@service('orders')\nexport class ${name} {}\n`
    const problems = problemsOf({
      'src/a.service.ts': service('A'),
      'src/b.service.ts': service('B'),
    })
    assert.deepEqual(problems, [
      "src/b.service.ts:2:10 - B: 'orders' is the name of A already, at src/a.service.ts:2:10\n  give one of the two another name",
    ])
  })

  it('with a naming that there is not', () => {
    const problems = problemsOfClass(
      `@service('a', { naming: 'kebab-case' as 'snake_case' }) export class A {}`,
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(problemsOfClass(`@service('a', { naming: 'kebab-case' }) export class A {}`), [
      "2:25 - A: the option `naming` of @service is not a naming that there is\n  write `naming: 'snake_case'`, or leave it out for names as they are written",
    ])
  })

  it('with a policy for excess properties that there is not', () => {
    const source = `@service('a', { excessProperties: 'drop' }) export class A {}`
    assert.deepEqual(problemsOfClass(source), [
      "2:35 - A: the option `excessProperties` of @service is not a policy that there is\n  write `excessProperties: 'reject'`, or leave it out, and they are dropped",
    ])
  })

  it('that makes a token where it injects it', () => {
    const problems = problemsOfClass(`@service('a') export class A {
  private readonly db = inject(provider({ name: 'db', start: () => 1 }))
}`)
    assert.deepEqual(problems, [
      '3:32 - A.db: the token is made where it is injected, so that each instance would make another\n  make it a constant of the module, and inject that',
    ])
  })
})

describe('a class with @rpc that is no service', () => {
  it('is refused in a file of services, unless a service extends it or it is abstract', () => {
    const problems = problemsOf({
      'src/a.service.ts': `import { rpc, service } from 'mycelia'
class Base { @rpc a(): void {} }
@service('a') export class A extends Base {}
export abstract class Further { @rpc b(): void {} }
export class Forgotten { @rpc c(): void {} }
`,
    })
    assert.deepEqual(problems, [
      "src/a.service.ts:5:14 - Forgotten: has methods with @rpc and is no service\n  write @service('forgotten') above the class; or make it abstract, if services extend it",
    ])
  })
})

describe('problems', () => {
  it('are reported all at once, over all services, in the order of files and lines', () => {
    const service = (name: string) => `import { rpc, service } from 'mycelia'
@service('${name}')
export class Subject {
  @rpc private a(): void {}
  @rpc b(value: symbol): symbol { return null! }
}
`
    const problems = problemsOf({
      'src/b.service.ts': service('b'),
      'src/a.service.ts': service('a'),
    })
    assert.deepEqual(
      problems.map((problem) => problem.slice(0, problem.indexOf(' - '))),
      ['a', 'b'].flatMap((name) =>
        [4, 5, 5].map((line, index) => `src/${name}.service.ts:${line}:${[16, 10, 26][index]}`),
      ),
    )
  })
})
