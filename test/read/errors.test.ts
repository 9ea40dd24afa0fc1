import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { calledErrors, contractHash } from 'mycelia/contract'
import { callerContract } from '../../generator/clients/index.js'
import { problemsOfSubject, readFiles, readSubject } from './read-source.js'

const classes = `
import { ServiceError, RpcTimeout } from 'mycelia'

abstract class Refused extends ServiceError {}
class OutOfStock extends Refused {
  constructor(readonly sku: string) { super('none left') }
}
class Closed extends ServiceError {}

function reserve(sku: string): void {
  if (sku === '') throw new OutOfStock(sku)
}
class Shop {
  constructor(open = true) { if (!open) throw new Closed() }
  get hours(): string { throw new Closed() }
  async sell(sku: string): Promise<void> { reserve(sku) }
}
const shop = new Shop()
function ping(n: number): void { if (n > 9) throw new Closed(); pong(n) }
function pong(n: number): void { ping(n + 1) }
function closing(): Closed | RangeError { return new Closed() }
`

/** What methods with these bodies declare, and why. */
const thrown = [
  ["throw new OutOfStock('a')", 'OutOfStock', 'it throws'],
  ["reserve('a')", 'OutOfStock', 'a function throws that it calls'],
  ["await shop.sell('a')", 'OutOfStock', 'a method throws of another class'],
  ['new Shop(false)', 'Closed', 'a constructor throws'],
  ['shop.hours.trim()', 'Closed', 'a getter throws'],
  ['ping(1)', 'Closed', 'functions throw that call each other'],
  ["['a'].forEach((sku) => reserve(sku))", 'OutOfStock', 'a function throws that it hands on'],
  ["['a'].map(reserve)", 'OutOfStock', 'a function throws that it hands on by its name'],
  ['const error = new Closed(); throw error', 'Closed', 'it throws by a variable'],
  ['throw closing()', 'Closed', 'a function has made, as far as its type says'],
  ['await Promise.reject(new Closed())', 'Closed', 'a promise is rejected with'],
  ['await new Promise((_, no) => no(new Closed()))', 'Closed', 'a new promise is rejected with'],
  ["try { reserve('a') } finally { ping(1) }", 'Closed,OutOfStock', 'leave a try with finally'],
  ['try { ping(1) } catch (e) { throw e }', 'Closed', 'are thrown again'],
  [
    "try { ping(1); reserve('a') } catch (e) { if (e instanceof Refused) throw e }",
    'OutOfStock',
    'are thrown again as what they extend',
  ],
  [
    "try { ping(1); reserve('a') } catch (e) { if (e instanceof Closed) return 1; throw e }",
    'OutOfStock',
    'are thrown again once others have been dealt with',
  ],
  ["try { return shop.sell('a') } catch {}", 'OutOfStock', 'come out of a promise unawaited'],
] as const

/** What methods with these bodies do not declare, and why. */
const kept = [
  ["try { reserve('a') } catch {}", 'are caught'],
  ["await shop.sell('a').catch(() => null)", 'are handled at the promise'],
  ['try { ping(1) } finally { return 1 }', 'a finally block leaves behind'],
  ['throw new RangeError()', 'are of JavaScript'],
  ["throw new RpcTimeout('late')", 'are of Mycelia'],
  ["throw new ServiceError('what')", 'are of no class of their own'],
  ['const never = () => ping(1)', 'are thrown by what is not called'],
] as const

/** Nothing tells who throws what it lets through. */
const filtered = 'try { await JSON.parse(e!) } catch (e) { if (e instanceof Closed) throw e }'

const bodies = [...thrown, ...kept, [filtered]].map(([body]) => body)
const { methods } = readSubject(
  bodies
    .map((body, i) => `  @rpc async m${i}(e?: string): Promise<unknown> { ${body}; return null }`)
    .join('\n'),
  classes,
)

/** The errors that the method with this body declares. */
function errorsOf(body: string): string {
  return methods[bodies.indexOf(body)]?.errors?.join() ?? ''
}

describe('the errors of a method', () => {
  for (const [body, errors, what] of thrown) {
    it(`are those that ${what}: \`${body}\``, () => assert.equal(errorsOf(body), errors))
  }

  for (const [body, what] of kept) {
    it(`are not those that ${what}: \`${body}\``, () => assert.equal(errorsOf(body), ''))
  }

  it('are what a catch lets through by its class, though nothing tells who throws it', () => {
    assert.equal(errorsOf(filtered), 'Closed')
  })

  it('are those of the method that overrides one which is called on `this`', () => {
    const { contracts, problems } = readFiles({
      'src/subject.service.ts': `import { rpc, service, ServiceError } from 'mycelia'
class Closed extends ServiceError {}
abstract class Base {
  protected abstract check(): void
  @rpc m(): void { this.check() }
}
@service('subject')
export class Subject extends Base {
  protected override check(): void { throw new Closed() }
}`,
    })
    assert.deepEqual([problems, contracts[0]?.methods[0]?.errors], [[], ['Closed']])
  })

  it('are those that @throws names, in braces or not, here or at what is called', () => {
    const { methods } = readSubject(
      `  /** @throws {Closed} at night */
  @rpc a(): void {}
  /** @throws OutOfStock when there is none */
  @rpc b(): void {}
  /** @throws {RangeError} or something */
  @rpc c(): void {}
  @rpc d(): void { tagged() }
  /** @throws {Public} as it is exported */
  @rpc e(): void {}`,
      `${classes}\n/** @throws {Closed} */\ndeclare function tagged(): void\nexport class Public extends ServiceError {}`,
    )
    const errors = methods.map((method) => method.errors?.join())
    assert.deepEqual(errors, ['Closed', 'OutOfStock', undefined, 'Closed', 'Public'])
  })

  it('are those that @rpc lists, and no others', () => {
    const members = `  @rpc({ errors: [OutOfStock] }) m(): void { throw new Closed() }`
    assert.deepEqual(readSubject(members, classes).methods[0]?.errors, ['OutOfStock'])
  })
})

describe('the errors of a route', () => {
  const members = `  @http('GET', '/a') a(): void { throw new Closed() }
  @http('GET', '/b', { errors: [OutOfStock] }) @http('GET', '/c') b(): void { throw new Closed() }
  @rpc({ errors }) @http('GET', '/d') @http('GET', '/e', { errors: [] }) d(): void { throw new Closed() }
  @rpc @http('GET', '/f', { errors }) f(): void {}`
  const contract = readSubject(
    members,
    `import { http } from 'mycelia'\nconst errors = [OutOfStock]\n${classes}`,
  )

  it('are those of its method, or those that the route lists', () => {
    const errors = contract.http?.map((route) => [route.path, route.errors?.join()])
    assert.deepEqual(errors, [
      ['/a', 'Closed'],
      ['/b', 'OutOfStock'],
      ['/c', 'Closed'],
      ['/d', 'OutOfStock'],
      ['/e', undefined],
      ['/f', 'OutOfStock'],
    ])
    assert.deepEqual(
      contract.methods.map((method) => method.errors),
      [['OutOfStock'], undefined],
    )
  })

  it('are no part of what callers of RPC depend on', () => {
    const { http: _, ...called } = contract
    assert.deepEqual(
      contract.errors.map(({ code }) => code),
      ['Closed', 'OutOfStock', 'Refused'],
    )
    assert.deepEqual(
      calledErrors(contract).map(({ code }) => code),
      ['OutOfStock', 'Refused'],
    )
    assert.equal(contractHash(contract), contractHash({ ...called, errors: calledErrors(called) }))
    assert.deepEqual(callerContract(contract).errors.length, 2)
  })
})

describe('the definition of an error', () => {
  const definitions = (declarations: string, thrown = 'new Failed({} as never)') => {
    const text = `import { ServiceError } from 'mycelia'\n${declarations}`
    return readSubject(`  @rpc m(): void { throw ${thrown} }`, text).errors
  }

  it('has its public fields, less what it can do, what it hides and what all errors have', () => {
    const [error] = definitions(`class Failed extends ServiceError {
  override readonly name = 'x'
  at?: Date
  #hidden = 1
  private secret = 2
  constructor(readonly order: { id: string }) { super('failed') }
  get size(): number { return this.#hidden + this.secret }
  describe(): string { return '' }
}`)
    assert.deepEqual(
      error?.data?.properties.map(({ name, optional }) => [name, optional]),
      [
        ['at', true],
        ['order', undefined],
      ],
    )
  })

  it('has the code, the path and the advice of its static members', () => {
    const [base, error] = definitions(`abstract class Base extends ServiceError {
  static override readonly code: string = 'a.Base'
  static override readonly retry = 'safe'
  static override readonly status = 409
}
/** It failed. */
class Failed extends Base {
  static override readonly code: string = 'b.Failed'
  static override readonly excPath = 'python.Failed'
}`)
    const { source: _, ...told } = error!
    assert.deepEqual(told, {
      code: 'b.Failed',
      className: 'Failed',
      excPath: 'python.Failed',
      retry: 'safe',
      status: 409,
      extends: 'a.Base',
      doc: 'It failed.',
    })
    assert.equal(base?.code, 'a.Base')
  })

  it('has the data of a generic class as it is thrown', () => {
    const [error] = definitions(
      'class Failed<T> extends ServiceError { constructor(readonly what: T) { super() } }',
      "new Failed<{ id: string }>({ id: 'a' })",
    )
    const [what] = error?.data?.properties ?? []
    assert.equal(what?.type.kind, 'object')
  })
})

describe('an error that cannot be declared', () => {
  const problems = (declarations: string, members = '  @rpc m(): void { throw new Failed() }') =>
    problemsOfSubject(members, `import { ServiceError } from 'mycelia'\n${declarations}`)

  for (const [what, declarations, expected] of [
    [
      'data that cannot travel',
      'class Failed extends ServiceError { undo = (): void => {} }',
      /^9:37 - Failed: `Failed.undo` is a function, and functions cannot travel/,
    ],
    [
      'a code that is not known',
      'class Failed extends ServiceError { static override readonly code = String(1) }',
      /^9:62 - Failed: the static `code` of the error is not known before the program runs/,
    ],
    [
      'an advice that there is not',
      "class Failed extends ServiceError { static override readonly retry = 'maybe' as never }",
      /the static `retry` of the error is not known/,
    ],
  ] as const) {
    it(`has ${what}`, () => {
      const found = problems(declarations)
      assert.equal(found.length, 1)
      assert.match(found[0]!, expected)
    })
  }

  it('has no name', () => {
    const found = problems('', '  @rpc m(): void { throw new (class extends ServiceError {})() }')
    assert.match(found.join('\n'), /^5:\d+ - the class of the error has no name/)
  })

  it('shares its code with another one', () => {
    const found = problems(
      `class Failed extends ServiceError {}
class Other extends ServiceError { static override readonly code = 'Failed' }`,
      '  @rpc m(): void { throw new Failed() }\n  @rpc n(): void { throw new Other() }',
    )
    assert.match(found.join('\n'), /'Failed' is the code of Failed already/)
  })

  it('is generic, and thrown with data of two types', () => {
    const found = problems(
      'class Failed<T> extends ServiceError { constructor(readonly what: T) { super() } }',
      '  @rpc m(): void { throw new Failed<string>("") }\n  @rpc n(): void { throw new Failed<number>(1) }',
    )
    assert.match(found.join('\n'), /thrown as Failed<string> and as Failed<number>/)
  })

  it('is named by @throws or by @rpc, and is none', () => {
    const found = problems(
      'class Failed extends ServiceError {}',
      '  /** @throws {Nowhere} */\n  @rpc m(): void {}\n  @rpc({ errors: [RangeError as never] }) n(): void {}',
    ).join('\n')
    assert.match(found, /@throws names `Nowhere`, and no class of that name is known here/)
    assert.match(found, /is no class of errors that a service can declare/)
  })
})
