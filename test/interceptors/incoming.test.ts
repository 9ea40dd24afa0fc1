import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import {
  type Cluster,
  connect,
  type IncomingCall,
  type Interceptor,
  incoming,
  type Running,
  run,
  ServiceError,
} from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { ProbeClient } from '../probe/src/generated/probe.client.js'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { makeGate } from '../rpc/gate.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'

class Refused extends ServiceError {
  static override readonly code: string = 'test.Refused'
}

for (const broker of brokers) {
  describe(`interceptors of calls that come in, on ${broker.name}`, () => {
    let opened: OpenBroker
    let cluster: Cluster
    let probe: ProbeClient
    let running: Running

    before(async () => {
      opened = await broker.open()
      cluster = await connect({ uri: opened.uri, log: quiet })
      probe = cluster.client(ProbeClient)
    })
    afterEach(() => running.close())
    after(async () => {
      await cluster.close()
      await opened.close()
    })

    async function start(...interceptors: readonly Interceptor[]): Promise<void> {
      const config = { ...(await loadConfig({ broker: opened.uri })), maxWorkers: 1 }
      running = await run([probeServer], { config, interceptors, log: quiet })
    }

    it('stand around the call, the first outermost', async () => {
      const steps: string[] = []
      const step =
        (name: string): Interceptor =>
        async (_call, next) => {
          steps.push(`${name} begins`)
          const result = await next()
          steps.push(`${name} has ${result}`)
          return result
        }
      await start(step('outer'), step('inner'))
      assert.equal(await probe.hello('ujun'), 'Hello, ujun!')
      assert.deepEqual(steps, [
        'outer begins',
        'inner begins',
        'inner has Hello, ujun!',
        'outer has Hello, ujun!',
      ])
    })

    it('see what is called, by whom, with which arguments', async () => {
      const seen: IncomingCall[] = []
      const see = incoming((call, next) => {
        seen.push(call)
        return next()
      })
      await start(see)
      const due = new Date(0)
      const item = { sku: 'tea', quantity: 1, due }
      await probe.with({ context: { language: 'fr' }, timeout: '5s' }).postpone(item)
      await probe.total([])
      const [postpone, total] = seen
      assert.deepEqual(postpone?.args, [item])
      const { kind, service, method, context } = postpone!
      assert.deepEqual([kind, service, method], ['rpc', 'probe_service', 'postpone'])
      assert.deepEqual({ ...context.data }, { language: 'fr' })
      assert.match(context.callId, /^probe_service\.postpone\./)
      assert.match(context.callIdStack[0] ?? '', /^standalone_rpc_client\./)
      assert.ok(context.deadline! > Date.now())
      assert.equal(context.signal.aborted, false)
      // By its name in the class, and by that on the wire.
      assert.deepEqual([total?.method, total?.context.method], ['total', 'total_quantity'])
    })

    it('answer with the ServiceError that they throw, and with nothing of any other error', async () => {
      await start((call) =>
        Promise.reject(
          call.args[0] === 'known' ? new Refused('not you') : new Error('the database is away'),
        ),
      )
      await assert.rejects(probe.hello('known'), (error) => {
        assert.ok(error instanceof Refused)
        assert.equal(error.message, 'not you')
        return true
      })
      await assert.rejects(probe.hello('unknown'), { code: 'RemoteError', excType: 'Error' })
    })

    it('answer themselves where they do not go on', async () => {
      await start(async (call) => `cached ${call.args[0]}`)
      assert.equal(await probe.hello('ujun'), 'cached ujun')
    })

    it('return what is checked and encoded as the result of the method', async () => {
      await start(
        incoming(async (call, next) => {
          const result = await next()
          if (call.method === 'hello') return 42
          return { ...(result as object), due: new Date(86_400_000) }
        }),
      )
      await assert.rejects(probe.hello('ujun'), { code: 'InvalidResult' })
      const { due } = await probe.postpone({ sku: 'tea', quantity: 1 })
      assert.deepEqual(due, new Date(86_400_000))
    })

    it('may turn an error of the method into an answer', async () => {
      await start((_call, next) => next().catch((error) => `was ${error.message}`))
      assert.equal(await probe.fail('own error'), 'was none left')
    })

    it('run the method once: a second next() is refused, and the worker is free again', async () => {
      await start((_call, next) => next().then(next))
      const gate = makeGate()
      gate.open()
      const call = probe.wait(gate.name)
      await assert.rejects(call, {
        code: 'ServiceDefinitionError',
        message: /next\(\) twice for probe_service\.wait: a call that has come in runs once/,
      })
      assert.equal(gate.runs(), 1)
      await assert.rejects(probe.hello('again'), { code: 'ServiceDefinitionError' })
    })

    it('leave a worker taken until the method has ended, whatever they return meanwhile', async () => {
      await start(
        incoming(async (call, next) => {
          if (call.method !== 'wait') return next()
          void next()
          return 'too early'
        }),
      )
      const gate = makeGate()
      const early = probe.wait(gate.name)
      await gate.entered(1)
      await assert.rejects(probe.with({ timeout: '50ms' }).hello('next'), { code: 'RpcTimeout' })
      gate.open()
      assert.equal(await early, 'too early')
      assert.equal(await probe.hello('next'), 'Hello, next!')
    })

    it('do not bring the process down when they leave a failing method alone', async () => {
      await start(async (_call, next) => {
        void next()
        return 'never mind'
      })
      assert.equal(await probe.fail('type error'), 'never mind')
    })

    it('may be plain functions that throw', async () => {
      await start(() => {
        throw new Refused('at once')
      })
      await assert.rejects(probe.hello('ujun'), Refused)
    })

    it('are told apart from what is none before anything starts', async () => {
      await start()
      const interceptors = [undefined as unknown as Interceptor]
      const expected = {
        code: 'ServiceDefinitionError',
        message:
          /^interceptors\[0\] of run\(\) is undefined, not a function .* imported in a circle/,
      }
      await assert.rejects(run([probeServer], { interceptors }), expected)
    })
  })
}
