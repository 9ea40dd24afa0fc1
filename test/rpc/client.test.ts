import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  Cancelled,
  type Cluster,
  ConnectionLost,
  connect,
  IncorrectSignature,
  InvalidArguments,
  InvalidResult,
  MessageTooLarge,
  MethodNotFound,
  RemoteError,
  RpcTimeout,
  type Running,
  run,
  UnknownService,
} from 'mycelia'
import { ProbeClient } from '../probe/src/generated/probe.client.js'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { OutOfStock } from '../probe/src/probe.service.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { makeGate } from './gate.js'
import { RawPeer } from './raw-peer.js'

for (const broker of brokers) {
  describe(`a client on ${broker.name}`, () => {
    let opened: OpenBroker
    let running: Running
    let cluster: Cluster
    let probe: ProbeClient

    before(async () => {
      opened = await broker.open()
      running = await run([probeServer], { uri: opened.uri, log: quiet })
      cluster = await connect({ uri: opened.uri, log: quiet })
      probe = cluster.client(ProbeClient)
    })
    after(async () => {
      await cluster.close()
      await running.close()
      await opened.close()
    })

    it('calls with the signature of the class and gets what it returns', async () => {
      const greeting: string = await probe.hello('ujun')
      assert.equal(greeting, 'Hello, ujun!')
      assert.equal(await probe.total([{ sku: 'a', quantity: 2 }]), 2)
      assert.equal(await probe.nothing(), undefined)
      // @ts-expect-error a number is no name
      await assert.rejects(probe.hello(7), InvalidArguments)
    })

    it('sends and receives dates as dates', async () => {
      const item = { sku: 'a', quantity: 1, due: new Date('2026-01-31T09:30:00Z') }
      const later = await probe.postpone(item)
      assert.deepEqual(later, { ...item, due: new Date('2026-02-01T09:30:00Z') })
    })

    it('leaves out what is undefined, so that the service applies its defaults', async () => {
      assert.equal(await probe.hello('a', undefined), 'Hello, a!')
      assert.equal(await probe.describe(undefined, 'b'), '- b -')
      assert.equal(await probe.describe('a', undefined, 'c'), 'a - c')
      assert.equal(await probe.describe(), '- - -')
      assert.equal(await probe.join('+', 'a', 'b'), 'a+b')
    })

    it('keeps many calls in flight apart', async () => {
      const names = Array.from({ length: 500 }, (_, i) => `n${i}`)
      const greetings = await Promise.all(names.map((name) => probe.hello(name)))
      assert.deepEqual(
        greetings,
        names.map((name) => `Hello, ${name}!`),
      )
    })

    it('works without a contract', async () => {
      assert.equal(await cluster.rpc.probe_service!.hello!('ujun'), 'Hello, ujun!')
      const byName = cluster.rpc.probe_service!.hello!.with({ kwargs: { name: 'b' } })
      assert.equal(await byName(), 'Hello, b!')
    })

    it('is no promise: it can be awaited and printed', async () => {
      assert.equal(await cluster.rpc, cluster.rpc)
      assert.equal(typeof `${Object.keys(cluster.rpc)}`, 'string')
    })

    it('takes an error of the service for what it is', async () => {
      await assert.rejects(probe.fail('own error'), (error) => {
        assert.ok(error instanceof OutOfStock)
        assert.deepEqual([error.message, error.retry], ['none left', 'never'])
        return true
      })
      await assert.rejects(probe.fail('type error'), (error) => {
        assert.ok(error instanceof RemoteError)
        assert.deepEqual([error.excType, error.value], ['TypeError', 'bad thing'])
        return true
      })
    })

    it('shows in the stack of an error who made the call', async () => {
      async function outerCaller(): Promise<void> {
        await probe.fail('type error')
      }
      await assert.rejects(outerCaller(), { stack: /outerCaller/ })
    })

    it('learns at once of a service that does not exist', async () => {
      const nobody = cluster.client(ProbeClient, { service: 'nobody_service' })
      await assert.rejects(nobody.with({ timeout: '60s' }).hello('a'), (error) => {
        assert.ok(error instanceof UnknownService)
        assert.deepEqual([error.service, error.retry], ['nobody_service', 'safe'])
        return true
      })
    })

    it('learns at once of a method that does not exist, and of a wrong signature', async () => {
      const { probe_service } = cluster.rpc
      await assert.rejects(probe_service!.nope!(), MethodNotFound)
      await assert.rejects(probe_service!.hello!(), IncorrectSignature)
    })

    it('does not wait longer than it is told', async () => {
      const gate = makeGate()
      await assert.rejects(probe.with({ timeout: '50ms' }).wait(gate.name), (error) => {
        assert.ok(error instanceof RpcTimeout)
        assert.match(error.message, /^probe_service\.wait did not answer within 50 ms/)
        assert.equal(error.retry, 'unknown')
        return true
      })
      gate.open()
    })

    it('can be cancelled', async () => {
      const gate = makeGate()
      const abort = new AbortController()
      const call = probe.with({ signal: abort.signal }).wait(gate.name)
      await gate.entered(1)
      abort.abort()
      await assert.rejects(call, (error) => error instanceof Cancelled && error.retry === 'unknown')
      gate.open()
      await assert.rejects(
        probe.with({ signal: abort.signal }).hello('a'),
        (error) => error instanceof Cancelled && error.retry === 'safe',
      )
    })

    it('sends context data, merged with what it was given before', async () => {
      const french = probe.with({ context: { language: 'fr', user_id: 7 } })
      const { data, stack } = await french.with({ context: { user_id: 8 } }).whoami()
      assert.deepEqual(data, { language: 'fr', user_id: 8 })
      assert.match(stack[0]!, /^standalone_rpc_client\.[0-9a-f-]{36}\.[0-9a-f-]{36}$/)
    })

    it('refuses arguments over the limit before they are sent', async () => {
      await assert.rejects(probe.echo('x'.repeat(4 * 1024 ** 2)), MessageTooLarge)
    })

    it('fails what is in flight when it is closed, and everything after', async () => {
      const other = await connect({ uri: opened.uri, log: quiet })
      const gate = makeGate()
      const call = other.client(ProbeClient).wait(gate.name)
      await gate.entered(1)
      const closed = other.close()
      await assert.rejects(call, ConnectionLost)
      await closed
      gate.open()
      await assert.rejects(other.client(ProbeClient).hello('a'), ConnectionLost)
    })
  })

  describe(`a client before any peer on ${broker.name}`, () => {
    let opened: OpenBroker
    let peer: RawPeer
    let cluster: Cluster

    before(async () => {
      opened = await broker.open()
      peer = await RawPeer.connect(opened.uri)
      cluster = await connect({ uri: opened.uri, log: quiet })
    })
    after(async () => {
      await cluster.close()
      await peer[Symbol.asyncDispose]()
      await opened.close()
    })

    for (const [what, reply] of [
      ['is not JSON', '{"result": '],
      ['is no object', '[]'],
      ['has a __proto__', '{"result": {"__proto__": 1}, "error": null}'],
      ['is of another type', '{"result": 42, "error": null}'],
      ['is missing', '{"error": null}'],
    ] as const) {
      it(`refuses a result that ${what}`, async () => {
        const service = `peer_${what.replaceAll(' ', '_')}`
        await peer.serve(service, () => reply)
        await assert.rejects(cluster.client(ProbeClient, { service }).hello('a'), InvalidResult)
      })
    }

    it("reads a Python peer's error", async () => {
      await peer.serve('python', () =>
        JSON.stringify({
          result: null,
          error: {
            exc_type: 'ValueError',
            exc_path: 'builtins.ValueError',
            exc_args: ['bad thing', '42'],
            value: "('bad thing', 42)",
          },
        }),
      )
      await assert.rejects(cluster.rpc.python!.hello!(), (error) => {
        assert.ok(error instanceof RemoteError)
        assert.equal(error.message, "ValueError ('bad thing', 42)")
        assert.equal(error.excPath, 'builtins.ValueError')
        assert.deepEqual(error.excArgs, ['bad thing', '42'])
        return true
      })
    })
  })
}
