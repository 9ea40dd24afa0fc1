import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { rpc, service } from 'mycelia'
import { readMetadata } from '../../runtime/service/metadata.js'

describe('@rpc and @service', () => {
  it('record the methods of a class, bare and with options', () => {
    @service('sample')
    class Sample {
      @rpc
      first(): void {}

      @rpc({ idempotent: true })
      second(): void {}

      third(): void {}
    }
    const { service: found, entrypoints } = readMetadata(Sample)
    assert.deepEqual(found, { name: 'sample', interceptors: [], serializers: [] })
    assert.deepEqual(
      entrypoints.map(({ method }) => method),
      ['first', 'second'],
    )
  })

  it('inherit methods of a base class without adding to it', () => {
    class Base {
      @rpc
      ping(): void {}
    }
    @service('derived')
    class Derived extends Base {
      @rpc
      pong(): void {}
    }
    assert.deepEqual(
      readMetadata(Derived).entrypoints.map(({ method }) => method),
      ['ping', 'pong'],
    )
    assert.equal(readMetadata(Base).entrypoints.length, 1)
  })

  it('do not make a subclass of a service a service', () => {
    @service('base')
    class Base {}
    class Derived extends Base {}
    assert.equal(readMetadata(Derived).service, undefined)
  })

  it('throw when they are called as legacy decorators, with the line to change', () => {
    const legacy = /remove "experimentalDecorators": true from the "compilerOptions"/
    assert.throws(
      () => (rpc as (...legacy: unknown[]) => void)({}, 'hello', { value: () => {} }),
      legacy,
    )
    assert.throws(() => (service('x') as (...legacy: unknown[]) => void)(class {}), legacy)
  })

  it('refuse private and static methods at compile time', () => {
    class Sample {
      // @ts-expect-error a static method has no instance to run on
      @rpc
      static shared(): void {}

      // @ts-expect-error a private method is not for callers
      @rpc
      #hidden(): void {}

      use(): void {
        this.#hidden()
      }
    }
    assert.ok(Sample)
  })
})
