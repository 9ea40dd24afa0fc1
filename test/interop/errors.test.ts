import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  IncorrectSignature,
  InvalidResult,
  MalformedRequest,
  MethodNotFound,
  RemoteError,
  type ServiceError,
  UnknownService,
} from 'mycelia'
import { RawPeer } from '../rpc/raw-peer.js'
import { openPair, type Pair, settings } from './pairs.js'
import { TwinClient, OutOfStock as TwinOutOfStock } from './twin/src/generated/twin.client.js'
import { OutOfStock } from './twin/src/twin.service.js'

for (const setting of settings) {
  describe(`errors, on ${setting.name}`, () => {
    let pair: Pair

    before(async () => {
      pair = await openPair(setting)
    })
    after(() => pair.close())

    describe('of Python', () => {
      it('MethodNotFound', async () => {
        const error = await failure(pair.cluster.rpc.twin_python!.nope!())
        assert.ok(error instanceof MethodNotFound)
        assert.deepEqual([error.method, error.retry], ['nope', 'never'])
      })

      it('IncorrectSignature', async () => {
        const error = await failure(pair.cluster.rpc.twin_python!.greet!())
        assert.ok(error instanceof IncorrectSignature)
        assert.match(error.message, /missing 1 required positional argument: 'name'/)
      })

      it('an exception with arguments that are no text', async () => {
        const error = await failure(pair.pythonTwin.fail('value error'))
        assert.ok(error instanceof RemoteError)
        assert.equal(error.excType, 'ValueError')
        assert.equal(error.excPath, 'builtins.ValueError')
        assert.deepEqual(error.excArgs, ['bad thing', '42', { k: ['1', 'None'] }])
        assert.equal(error.value, "('bad thing', 42, {'k': [1, None]})")
        assert.equal(error.message, `ValueError ${error.value}`)
        assert.equal(error.retry, 'unknown')
      })

      it('an exception that a class here has the path of', async () => {
        const error = await failure(pair.pythonTwin.fail('own error'))
        assert.ok(error instanceof OutOfStock)
        assert.equal(error.message, 'OutOfStock none left')
      })

      it('an exception that nobody knows', async () => {
        const error = await failure(pair.pythonTwin.fail('unheard error'))
        assert.ok(error instanceof RemoteError && !(error instanceof OutOfStock))
        assert.deepEqual([error.excPath, error.value], ['twin.Unheard', 'caf\u00e9'])
      })

      it('UnserializableValueError', async () => {
        const error = await failure(pair.pythonTwin.fail('unserializable'))
        assert.ok(error instanceof InvalidResult)
        assert.match(error.message, /^Unserializable value: `<object object at 0x[0-9a-f]+>`$/)
      })

      it('UnknownService, which it has never heard of', async () => {
        const nobody = pair.cluster.client(TwinClient, { service: 'nobody_service' })
        assert.ok((await failure(nobody.greet('a'))) instanceof UnknownService)
      })

      it('errors in what it has called itself', async () => {
        for (const [how, type, text] of [
          ['value error', 'RemoteError', 'RangeError bad thing'],
          ['own error', 'OutOfStock', 'none left'],
          ['unheard error', 'RemoteError', 'Unheard caf\u00e9'],
          ['unknown service', 'UnknownService', 'Unknown service `nobody_service`'],
        ]) {
          const error = await failure(pair.pythonTwin.failDeeper(how!))
          assert.ok(error instanceof RemoteError, how)
          assert.deepEqual([error.excType, error.value], [type, text])
        }
        const unserializable = await failure(pair.pythonTwin.failDeeper('unserializable'))
        assert.match(
          unserializable.message,
          /^RemoteError UnserializableValueError fail returned what JSON cannot hold/,
        )
      })

      it('errors in what it has called itself that Nameko passes on as its own', async () => {
        const missing = await failure(pair.pythonTwin.failDeeper('unknown method'))
        assert.ok(missing instanceof MethodNotFound)
        const wrong = await failure(pair.pythonTwin.failDeeper('wrong signature'))
        assert.ok(wrong instanceof IncorrectSignature)
      })

      it('are answers to requests that are none', async () => {
        await using peer = await RawPeer.connect(pair.uri)

        const { body } = await peer.send('twin_python.greet', '{"args": []}')
        assert.equal(body.error?.exc_path, MalformedRequest.excPath)
        const { body: list } = await peer.send('twin_python.greet', '[]')
        assert.equal(list.error?.exc_path, 'builtins.TypeError')
      })
    })

    describe('of TypeScript', () => {
      it('a declared error, whose data a typed client has and Python does not mind', async () => {
        const error = await failure(pair.cluster.client(TwinClient).fail('own error'))
        assert.ok(error instanceof TwinOutOfStock)
        assert.deepEqual([error.message, error.sku, error.until], ['none left', 'a-1', new Date(0)])
      })

      it('MethodNotFound', async () => {
        assert.deepEqual(await pair.python.fail('greeter.nope()'), {
          type: 'nameko.exceptions.MethodNotFound',
          args: ['nope'],
          text: 'nope',
        })
        const camel = await pair.python.fail('greeter.whichLanguage()')
        assert.equal(camel.type, 'nameko.exceptions.MethodNotFound')
      })

      it('an error of JavaScript', async () => {
        assert.deepEqual(await pair.python.fail("greeter.fail('value error')"), {
          type: 'nameko.exceptions.RemoteError',
          args: ['RangeError bad thing'],
          text: 'RangeError bad thing',
        })
      })

      it('an error that is registered under its path', async () => {
        assert.deepEqual(await pair.python.fail("greeter.fail('own error')"), {
          type: 'twin.OutOfStock',
          args: ['none left'],
          text: 'none left',
        })
      })

      it('an error that nobody knows', async () => {
        const error = await pair.python.fail("greeter.fail('unheard error')")
        assert.deepEqual(
          [error.type, error.text],
          ['nameko.exceptions.RemoteError', 'Unheard caf\u00e9'],
        )
      })

      it('UnserializableValueError', async () => {
        const error = await pair.python.fail("greeter.fail('unserializable')")
        assert.equal(error.type, 'nameko.exceptions.RemoteError')
        assert.match(error.text, /^UnserializableValueError fail returned what JSON cannot hold: /)
      })

      it('arguments of another type, which Nameko has no class for', async () => {
        const error = await pair.python.fail('greeter.greet(7)')
        assert.equal(error.type, 'nameko.exceptions.RemoteError')
        assert.match(
          error.text,
          /^InvalidArguments greet: name: .*expected string, received number$/,
        )
      })

      it('more bytes than it allows', async () => {
        const error = await pair.python.fail("greeter.echo('x' * 2 ** 22)")
        assert.match(error.text, /^MessageTooLarge the request takes \d+ bytes/)
      })

      it('UnknownService, which it has never heard of', async () => {
        assert.deepEqual(await pair.python.fail("cluster.nobody_service.greet('a')"), {
          type: 'nameko.exceptions.UnknownService',
          args: ['nobody_service'],
          text: 'Unknown service `nobody_service`',
        })
      })

      it('errors in what it has called itself: never to be taken for its own', async () => {
        for (const [how, text] of [
          ['value error', "ValueError ('bad thing', 42, {'k': [1, None]})"],
          ['own error', 'OutOfStock none left'],
          ['unheard error', 'Unheard caf\u00e9'],
        ]) {
          assert.deepEqual(await pair.python.fail(`greeter.fail_deeper('${how}')`), {
            type: 'nameko.exceptions.RemoteError',
            args: [`RemoteError ${text}`],
            text: `RemoteError ${text}`,
          })
        }
        for (const [how, text] of [
          ['unknown service', /^RemoteError UnknownService unknown service "nobody_service"/],
          ['wrong signature', /^RemoteError IncorrectSignature .*missing 1 required positional/],
          ['unserializable', /^RemoteError InvalidResult Unserializable value/],
        ] as const) {
          const error = await pair.python.fail(`greeter.fail_deeper('${how}')`)
          assert.equal(error.type, 'nameko.exceptions.RemoteError')
          assert.match(error.text, text)
        }
      })
    })
  })
}

async function failure(call: Promise<unknown>): Promise<ServiceError> {
  try {
    await call
  } catch (error) {
    return error as ServiceError
  }
  throw new Error('the call succeeded')
}
