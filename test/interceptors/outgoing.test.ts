import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  authToken,
  type Cluster,
  connect,
  type Interceptor,
  type OutgoingCall,
  Overloaded,
  outgoing,
  type Running,
  run,
  ServiceError,
} from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { ProbeClient } from '../probe/src/generated/probe.client.js'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'

for (const broker of brokers) {
  describe(`interceptors of calls that go out, on ${broker.name}`, () => {
    let opened: OpenBroker
    let running: Running

    before(async () => {
      opened = await broker.open()
      const config = await loadConfig({ broker: opened.uri })
      running = await run([probeServer], { config, log: quiet })
    })
    after(async () => {
      await running.close()
      await opened.close()
    })

    async function clusterWith(...interceptors: readonly Interceptor[]): Promise<Cluster> {
      return connect({ uri: opened.uri, context: { language: 'fr' }, interceptors, log: quiet })
    }

    it('send context data along with each call, typed', async () => {
      let count = 0
      await using cluster = await clusterWith(
        outgoing((call, next) => {
          call.set(authToken, `token ${++count}`)
          return next()
        }),
      )
      const probe = cluster.client(ProbeClient)
      const { data } = await probe.whoami()
      assert.deepEqual(data, { language: 'fr', auth_token: 'token 1' })
      const untyped = (await cluster.rpc.probe_service!.whoami!()) as { data: object }
      assert.deepEqual(untyped.data, { language: 'fr', auth_token: 'token 2' })
    })

    it('see what is called as it travels', async () => {
      const seen: OutgoingCall[] = []
      await using cluster = await clusterWith(
        outgoing((call, next) => {
          seen.push(call)
          return next()
        }),
      )
      const probe = cluster.client(ProbeClient)
      const { signal } = new AbortController()
      await probe
        .with({ timeout: '2s', signal })
        .postpone({ sku: 'a', quantity: 1, due: new Date(0) })
      await probe.describe(undefined, 'second')
      const [postpone, describe] = seen
      assert.deepEqual(postpone?.args, [{ sku: 'a', quantity: 1, due: '1970-01-01T00:00:00.000Z' }])
      assert.deepEqual(
        [postpone.kind, postpone.service, postpone.method, postpone.timeout, postpone.caller],
        ['call', 'probe_service', 'postpone', 2000, undefined],
      )
      assert.equal(postpone.signal, signal)
      assert.deepEqual(describe?.kwargs, { second: 'second' })
      assert.deepEqual(describe.args, [])
    })

    it('may repeat a call', async () => {
      const attempts: string[] = []
      await using cluster = await clusterWith(
        async (_call, next) => {
          try {
            return await next()
          } catch (error) {
            assert.ok(error instanceof ServiceError && error.retry === 'safe')
            return next()
          }
        },
        async (_call, next) => {
          attempts.push('attempt')
          if (attempts.length === 1) throw new Overloaded('come back later')
          return next()
        },
      )
      assert.equal(await cluster.client(ProbeClient).hello('ujun'), 'Hello, ujun!')
      assert.equal(attempts.length, 2)
    })

    it('may answer themselves; the client checks it as a result', async () => {
      await using cluster = await clusterWith(async ({ method }) =>
        method === 'postpone' ? { sku: 'a', quantity: 1, due: '1970-01-02T00:00:00.000Z' } : 42,
      )
      const probe = cluster.client(ProbeClient)
      const { due } = await probe.postpone({ sku: 'b', quantity: 2 })
      assert.deepEqual(due, new Date(86_400_000))
      await assert.rejects(probe.hello('ujun'), { code: 'InvalidResult' })
    })

    it('stand around events that are dispatched, and may hold them back', async () => {
      await using cluster = await clusterWith(async ({ kind, service, method, args }) => {
        assert.deepEqual([kind, service, method, args], ['emit', 'shop', 'sold', [{ sku: 'tea' }]])
      })
      // No service has declared the exchange: the broker would refuse it.
      await cluster.dispatchEvent('shop', 'sold', { sku: 'tea' })
    })

    it('are told apart from what is none', async () => {
      const interceptors = ['retry' as unknown as Interceptor]
      await assert.rejects(connect({ uri: opened.uri, interceptors }), {
        message: /^interceptors\[0\] of connect\(\) is string, not a function/,
      })
    })
  })
}
