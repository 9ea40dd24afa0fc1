import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type Caller,
  ContractMismatch,
  defineClient,
  IncorrectSignature,
  InvalidArguments,
  InvalidResult,
  MethodNotFound,
  RemoteError,
  type ServiceError,
} from 'mycelia'
import { ProbeClient } from '../probe/src/generated/probe.client.js'

/** A client of a service that answers so. */
function clientOf(answer: () => unknown): ProbeClient {
  const caller: Caller = { call: async () => answer() }
  return ProbeClient.create(caller, {})
}

function failing(error: ServiceError): ProbeClient {
  return clientOf(() => {
    throw error
  })
}

const { contract } = ProbeClient.definition

describe('a client whose contract is not that of the service which runs', () => {
  it('says so when the method is not there', async () => {
    const cause = new MethodNotFound('hello')
    await assert.rejects(failing(cause).hello('ujun'), (error) => {
      assert.ok(error instanceof ContractMismatch)
      assert.equal(error.retry, 'never')
      assert.equal(error.cause, cause)
      assert.match(error.message, /^the probe_service that runs has no method "hello"/)
      assert.match(error.message, new RegExp(`generated from contract ${contract}`))
      assert.match(error.message, /run `mycelia generate` where it is used/)
      return true
    })
  })

  it('says so when arguments are refused that its own contract allows', async () => {
    for (const cause of [
      new IncorrectSignature('hello() missing 1 required positional argument'),
      new InvalidArguments('hello: name: expected number'),
    ]) {
      await assert.rejects(failing(cause).hello('ujun'), (error) => {
        assert.ok(error instanceof ContractMismatch)
        assert.ok(error.message.includes(`takes other arguments (${cause.message})`))
        return true
      })
    }
  })

  it('says so too of arguments that travel as keywords, and of rest parameters', async () => {
    const refusing = (method: string) =>
      failing(new IncorrectSignature(`${method}() takes nothing`))
    await assert.rejects(refusing('describe').describe('a', undefined, 'c'), ContractMismatch)
    await assert.rejects(refusing('join').join('+', 'a', 'b'), ContractMismatch)
  })

  it('says so when the result is not what its contract promises', async () => {
    await assert.rejects(clientOf(() => 7).hello('ujun'), (error) => {
      assert.ok(error instanceof InvalidResult)
      assert.match(
        error.message,
        new RegExp(
          `^probe_service\\.hello returned what contract ${contract}, .* does not promise`,
        ),
      )
      assert.match(error.message, /run `mycelia generate` where it is used/)
      return true
    })
  })

  it('leaves an error alone that the call itself is to blame for', async () => {
    const wrong = new InvalidArguments('hello: name: expected string')
    // @ts-expect-error a number is no name
    await assert.rejects(failing(wrong).hello(7), (error) => error === wrong)
    const many = new IncorrectSignature('hello() takes 2 positional arguments but 3 were given')
    // @ts-expect-error one too many
    await assert.rejects(failing(many).hello('a', false, 1), (error) => error === many)
    // @ts-expect-error one too few
    await assert.rejects(failing(many).hello(), (error) => error === many)
    const own = new RemoteError('ValueError', 'no')
    await assert.rejects(failing(own).hello('a'), (error) => error === own)
  })

  it('leaves an error alone that Nameko passes on from a call which the method has made', async () => {
    for (const inner of [
      new MethodNotFound('other'),
      new IncorrectSignature("other() got an unexpected keyword argument 'foo'"),
    ]) {
      await assert.rejects(failing(inner).hello('a'), (error) => error === inner)
    }
  })

  it('names the service that it calls in place of its own', async () => {
    const other = defineClient<ProbeClient>(ProbeClient.definition).create(
      {
        call: async () => {
          throw new MethodNotFound('hello')
        },
      },
      {},
      'probe_eu',
    )
    await assert.rejects(other.hello('a'), /^ContractMismatch: the probe_eu that runs/)
  })
})
