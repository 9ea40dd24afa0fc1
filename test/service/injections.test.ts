import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Context, inject, provider, ServiceDefinitionError, type Token } from 'mycelia'
import { Hub } from '../../runtime/hub/index.js'
import { Injections } from '../../runtime/service/injections.js'
import type { Scope } from '../../runtime/token/index.js'

const scope: Scope = {
  service: 'sample',
  log: console,
  config: {},
  sender: { events: [], emit: async () => {}, publish: async () => {}, declare: async () => {} },
  sockets: new Hub(1),
  caller: { call: async () => null },
}
const call = { callId: 'sample.hello.1' } as Context

function recorder(name: string, events: string[]): Token<string> {
  return provider({
    name,
    start: () => {
      events.push(`start ${name}`)
      return name
    },
    get: (started) => `${started}!`,
    stop: () => void events.push(`stop ${name}`),
  })
}

describe('inject', () => {
  it('throws outside of a construction and says where it belongs', () => {
    assert.throws(() => inject(Context), /field initialiser of a service class/)
  })

  it('gives each instance what the token holds, started once and stopped in reverse order', async () => {
    const events: string[] = []
    const A = recorder('A', events)
    const B = recorder('B', events)
    class Sample {
      readonly a = inject(A)
      readonly again = inject(A)
      readonly b = inject(B)
    }
    const injections = new Injections(Sample)
    await injections.start(scope)
    const one = injections.construct(call) as Sample
    const two = injections.construct(call) as Sample
    assert.deepEqual([one.a, one.again, one.b, two.a], ['A!', 'A!', 'B!', 'A!'])
    assert.notEqual(one, two)
    await injections.stop(console)
    assert.deepEqual(events, ['start A', 'start B', 'stop B', 'stop A'])
  })

  it('starts a token once for each set of options', async () => {
    const seen: unknown[] = []
    const Client: Token<number> = {
      name: 'Client',
      start: (_, options) => {
        seen.push(options)
        return { get: () => seen.length }
      },
    }
    class Sample {
      readonly here = inject(Client)
      readonly there = inject(Client, { service: 'payments_eu' })
      readonly hereAgain = inject(Client, {})
    }
    await new Injections(Sample).start(scope)
    assert.deepEqual(seen, [{}, { service: 'payments_eu' }])
  })

  it('stops what has started when another token fails to start', async () => {
    const events: string[] = []
    const A = recorder('A', events)
    const Broken = provider({
      name: 'Broken',
      start: () => Promise.reject(new Error('no database')),
    })
    class Sample {
      readonly a = inject(A)
      readonly broken = inject(Broken)
    }
    await assert.rejects(new Injections(Sample).start(scope), /no database/)
    assert.deepEqual(events, ['start A', 'stop A'])
  })

  it('names the field whose token was made inline', async () => {
    class Sample {
      readonly context = inject(Context)
      readonly cache = inject(recorder('Cache', []))
    }
    const injections = new Injections(Sample)
    await injections.start(scope)
    assert.throws(() => injections.construct(call), {
      name: 'ServiceDefinitionError',
      message: /Sample injects Cache in the field "cache".*made inline/,
    })
  })

  it('refuses a constructor that uses what is injected', () => {
    class Sample {
      readonly context = inject(Context)
      readonly id = this.context.callId
    }
    assert.throws(() => new Injections(Sample), ServiceDefinitionError)
  })
})
