import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  IncorrectSignature,
  InvalidArguments,
  InvalidResult,
  MethodNotFound,
  RemoteError,
  RpcTimeout,
  ServiceError,
  UnknownService,
} from 'mycelia'
import { errorFromWire, errorToWire, thrownToWire } from '../../runtime/errors/index.js'

const overTheWire = (wire: unknown) => errorFromWire(JSON.parse(JSON.stringify(wire)))

describe('errors on the wire', () => {
  it("have Nameko's form", () => {
    assert.deepEqual(errorToWire(new MethodNotFound('nope')), {
      exc_type: 'MethodNotFound',
      exc_path: 'nameko.exceptions.MethodNotFound',
      exc_args: ['nope'],
      value: 'nope',
    })
  })

  it('arrive as what they were', () => {
    const missing = overTheWire(errorToWire(new MethodNotFound('nope')))
    assert.ok(missing instanceof MethodNotFound)
    assert.equal(missing.method, 'nope')
    const problems = [{ path: 'name', message: 'expected string' }]
    const invalid = overTheWire(errorToWire(new InvalidArguments('hello: wrong', problems)))
    assert.ok(invalid instanceof InvalidArguments)
    assert.deepEqual(invalid.problems, problems)
    assert.equal(invalid.message, 'hello: wrong')
  })

  it('carry what a method throws as class and message, without its stack', () => {
    const wire = thrownToWire(new TypeError('bad thing'), 'orders')
    assert.deepEqual(wire, {
      exc_type: 'TypeError',
      exc_path: 'orders.TypeError',
      exc_args: ['bad thing'],
      value: 'bad thing',
    })
    const error = overTheWire(wire)
    assert.ok(error instanceof RemoteError)
    assert.equal(error.message, 'TypeError bad thing')
  })

  for (const [thrown, value] of [
    ['boom', 'boom'],
    [null, 'null'],
    [undefined, 'undefined'],
    [42, '42'],
    [Object.create(null), '[object Object]'],
    [Symbol('s'), 'Symbol(s)'],
  ] as const) {
    it(`carry a thrown ${String(typeof thrown)} that is no error: ${value}`, () => {
      const wire = thrownToWire(thrown, 'orders')
      assert.deepEqual([wire.exc_type, wire.value], ['NonError', value])
    })
  }

  it("keep the code of a service's own error, so that instanceof holds elsewhere", () => {
    class OutOfStock extends ServiceError {
      static override readonly code = 'orders.OutOfStock'
      static override readonly retry = 'never'
      static override readonly excPath = 'shop.errors.OutOfStock'
    }
    const wire = thrownToWire(new OutOfStock('none left'), 'orders', [{ code: OutOfStock.code }])
    assert.equal(wire.exc_path, 'shop.errors.OutOfStock')
    const error = overTheWire(wire)
    assert.ok(error instanceof OutOfStock)
    assert.ok(error instanceof ServiceError)
    assert.ok(!(error instanceof RemoteError))
    assert.deepEqual([error.name, error.message, error.retry], ['OutOfStock', 'none left', 'never'])
  })

  it('are told as remote ones where the method does not declare them', () => {
    class Unexpected extends ServiceError {
      static override readonly code = 'orders.Unexpected'
      readonly secret = 'x'
    }
    const wire = thrownToWire(new Unexpected('surprise'), 'orders', [{ code: 'orders.OutOfStock' }])
    assert.doesNotMatch(JSON.stringify(wire), /secret|stack/)
    const error = overTheWire(wire)
    assert.ok(error instanceof RemoteError && !((error as unknown) instanceof Unexpected))
    assert.deepEqual([error.excType, error.value], ['Unexpected', 'surprise'])
  })

  it('are told as the nearest class that is declared', () => {
    class Refused extends ServiceError {
      static override readonly code: string = 'orders.Refused'
      constructor(readonly order: string) {
        super('refused')
      }
    }
    class OutOfStock extends Refused {}
    const declared = { code: Refused.code, encode: ({ order }: Refused) => ({ order }) }
    const wire = thrownToWire(new OutOfStock('o-1'), 'orders', [declared])
    assert.deepEqual(
      [wire.exc_type, wire.code, wire.data],
      ['OutOfStock', 'orders.Refused', { order: 'o-1' }],
    )
  })

  it('are told as remote ones where their data is not what it should be, or cannot be had', () => {
    class Broken extends ServiceError {
      readonly self = this
      get late(): never {
        throw new Error('too late')
      }
    }
    const code = 'Broken'
    for (const codec of [
      { code, is: () => false, encode: () => ({}) },
      { code, encode: ({ late }: Broken) => late },
      { code, encode: (error: Broken) => ({ self: error }) },
    ]) {
      const wire = thrownToWire(new Broken('no'), 'orders', [codec])
      assert.deepEqual([wire.exc_type, wire.code, wire.data], ['Broken', undefined, undefined])
    }
  })

  it('tell an error of a call made by the method from one of the call to it', () => {
    for (const inner of [
      new MethodNotFound('other'),
      new UnknownService('other'),
      new RpcTimeout('late'),
    ]) {
      const error = overTheWire(thrownToWire(inner, 'orders'))
      assert.ok(error instanceof RemoteError)
      assert.match(error.value, new RegExp(`^${inner.name} `))
    }
  })

  it("nest a Python peer's error as Nameko does", () => {
    const wire = thrownToWire(new RemoteError('ValueError', 'inner'), 'orders')
    assert.deepEqual(wire.exc_args, ['ValueError inner'])
    assert.equal(wire.exc_path, 'nameko.exceptions.RemoteError')
  })

  it("have Python's name where it is another one", () => {
    const { exc_type, exc_path } = errorToWire(new InvalidResult('hello: wrong'))
    assert.deepEqual(
      [exc_type, exc_path],
      ['UnserializableValueError', 'nameko.exceptions.UnserializableValueError'],
    )
  })

  it("are known by their path where a Python peer's have no code", () => {
    class OutOfStock extends ServiceError {
      static override readonly code = 'shop.OutOfStock'
      static override readonly excPath = 'shop.errors.OutOfStock'
    }
    const fromPython = (exc_path: string) =>
      overTheWire({ exc_type: 'OutOfStock', exc_path, exc_args: ['none left'], value: 'none left' })
    assert.ok(fromPython('shop.errors.OutOfStock') instanceof OutOfStock)
    assert.ok(!(fromPython('other.OutOfStock') instanceof OutOfStock))
    // Raised for a call that the service made: the one that was called exists.
    assert.ok(!(fromPython('nameko.exceptions.UnknownService') instanceof UnknownService))
  })

  it('are read whatever a peer sends', () => {
    for (const wire of [{}, 'text', 7, [], { exc_type: 5, exc_args: 'x', value: null }]) {
      assert.ok(errorFromWire(wire) instanceof RemoteError)
    }
    const forged = errorFromWire({ code: 'UnknownService', exc_type: 'X', value: 'y' })
    assert.ok(!(forged instanceof UnknownService), 'a peer cannot forge what only the caller knows')
  })

  it('are not taken for each other', () => {
    assert.ok(!(new MethodNotFound('x') instanceof IncorrectSignature))
  })
})

describe('ServiceError', () => {
  it('goes by the name of its class where it declares no code', () => {
    class Closed extends ServiceError {}
    class Full extends ServiceError {}
    assert.equal(new Closed('').code, 'Closed')
    assert.ok(!(new Closed('') instanceof Full))
    assert.ok(new Closed('') instanceof ServiceError)
  })

  it('knows subclasses of an error by their chain, and errors only', () => {
    class Base extends ServiceError {
      static override readonly code: string = 'Base'
    }
    class Sub extends Base {
      static override readonly code: string = 'Sub'
    }
    assert.ok(new Sub('') instanceof Base)
    for (const value of [null, undefined, 1, {}, new Error('x'), { code: 'Base' }]) {
      assert.ok(!((value as unknown) instanceof Base))
    }
  })
})
