import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, afterEach, before, describe, it } from 'node:test'
import {
  authToken,
  type Cluster,
  connect,
  type Interceptor,
  incoming,
  language,
  type Running,
  run,
  service,
  trackContext,
} from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { Unauthenticated } from '../checkpoint/src/authenticate.js'
import { tenant, user } from '../checkpoint/src/context-keys.js'
import { DeskClient } from '../checkpoint/src/generated/desk.client.js'
import { definitions } from '../checkpoint/src/generated/main.js'
import { VaultClient } from '../checkpoint/src/generated/vault.client.js'
import { timings } from '../checkpoint/src/interceptors.js'
import { limitRate } from '../checkpoint/src/limit-rate.js'
import { retryCalls } from '../checkpoint/src/retry-calls.js'
import { ProbeClient } from '../probe/src/generated/probe.client.js'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'

/** What a compiler gives to a class's decorator. */
const CLASS = {
  kind: 'class',
  name: 'Lost',
  metadata: {},
  addInitializer() {},
} as unknown as ClassDecoratorContext<new () => object>

const ADA = authToken.of('token of ada')
const BOB = authToken.of('token of bob')

for (const broker of brokers) {
  describe(`services with interceptors of their own, on ${broker.name}`, () => {
    let opened: OpenBroker
    let running: Running
    let cluster: Cluster

    before(async () => {
      opened = await broker.open()
      const config = await loadConfig({ broker: opened.uri })
      running = await run(definitions, { config, log: quiet })
      cluster = await connect({ uri: opened.uri, log: quiet })
    })
    afterEach(() => void timings.splice(0))
    after(async () => {
      await cluster.close()
      await running.close()
      await opened.close()
    })

    it('know the user by the token', async () => {
      const vault = cluster.client(VaultClient)
      assert.equal(await vault.with({ context: ADA }).open(), 'ada opens nothing in English')
    })

    it('refuse who has none, by an error that the caller knows', async () => {
      const vault = cluster.client(VaultClient)
      await assert.rejects(vault.open(), (error) => error instanceof Unauthenticated)
      const context = authToken.of('forged')
      await assert.rejects(vault.with({ context }).open(), {
        code: 'checkpoint.Unauthenticated',
        message: 'open needs a valid auth_token',
      })
    })

    it('pass context data on, and what a method has set', async () => {
      const context = { ...BOB, ...language.of('fr') }
      const desk = cluster.client(DeskClient).with({ context })
      assert.equal(await desk.visit('acme'), 'bob opens acme in fr')
    })

    it('take no value from the wire that stays in the process', async () => {
      const context = { ...ADA, user: { id: 2, name: 'bob' } }
      assert.equal(
        await cluster.client(VaultClient).with({ context }).open(),
        'ada opens nothing in English',
      )
    })

    it('refuse context data that is not what its key says', async () => {
      const vault = cluster.client(VaultClient)
      await assert.rejects(vault.with({ context: { ...ADA, [tenant.key]: '../etc' } }).open(), {
        code: 'InvalidContext',
        retry: 'never',
        message: /^the context data is not what its key says: tenant: /,
      })
    })

    it('see the call from code without an instance, by trackContext', async () => {
      assert.equal(await cluster.client(VaultClient).with({ context: BOB }).seen(), 'bob')
    })

    it('time what comes in and what goes out', async () => {
      await cluster.client(DeskClient).with({ context: BOB }).visit('acme')
      assert.deepEqual(
        timings.map(({ name, failed }) => [name, failed]),
        [
          ['incoming rpc vault_service.open', false],
          ['outgoing call vault_service.open', false],
          ['incoming rpc desk_service.visit', false],
        ],
      )
      const [vault, , desk] = timings
      assert.deepEqual(vault?.callIdStack.slice(0, -1), desk?.callIdStack)
    })
  })

  describe(`interceptors of the examples on ${broker.name}`, () => {
    let opened: OpenBroker

    before(async () => {
      opened = await broker.open()
    })
    after(() => opened.close())

    it('limit the calls of each user alone; who goes beyond may come back', async () => {
      const config = await loadConfig({ broker: opened.uri })
      const asUser = incoming((call, next) => {
        const name = call.context.get(authToken) ?? ''
        call.context.set(user, { id: name.length, name })
        return next()
      })
      const interceptors = [asUser, limitRate(2, 60)]
      await using _running = await run([probeServer], { config, interceptors, log: quiet })
      await using cluster = await connect({ uri: opened.uri, log: quiet })
      const probe = cluster.client(ProbeClient)
      const [greedy, modest] = ['greedy', 'modest one'].map((name) =>
        probe.with({ context: authToken.of(name) }),
      )
      await Promise.all([greedy!.hello('1'), greedy!.hello('2')])
      await assert.rejects(greedy!.hello('3'), {
        code: 'checkpoint.TooManyCalls',
        retry: 'safe',
        message: /^wait \d+ ms$/,
      })
      assert.equal(await modest!.hello('1'), 'Hello, 1!')
    })

    it('repeat calls that surely did nothing, and no others', async () => {
      let attempts = 0
      const count: Interceptor = (_call, next) => {
        attempts++
        return next()
      }
      const interceptors = [retryCalls(3, 1), count]
      await using cluster = await connect({ uri: opened.uri, interceptors, log: quiet })
      // Nobody serves it here: UnknownService is safe to repeat.
      const vault = cluster.client(VaultClient)
      await assert.rejects(vault.open(), { code: 'UnknownService' })
      assert.equal(attempts, 3)
      const config = await loadConfig({ broker: opened.uri })
      await using _running = await run([probeServer], { config, log: quiet })
      await assert.rejects(cluster.client(ProbeClient).fail('type error'), { code: 'RemoteError' })
      assert.equal(attempts, 4)
    })
  })
}

describe('@service', () => {
  it('refuses interceptors that are none, and names them', () => {
    const missing = [trackContext, undefined as unknown as Interceptor]
    assert.throws(() => service('lost_service', { interceptors: missing })(class {}, CLASS), {
      code: 'ServiceDefinitionError',
      message: /^interceptors\[1\] of @service\('lost_service'\) is undefined, not a function/,
    })
  })
})

describe('the snippets of docs/interceptors.md and docs/context.md', () => {
  for (const document of ['interceptors.md', 'context.md']) {
    it(`are files of a project that runs here (${document})`, () => {
      const text = readFileSync(new URL(`../../docs/${document}`, import.meta.url), 'utf8')
      const snippets = [...text.matchAll(/^```ts\n\/\/ (src\/\S+)\n(.*?)^```$/gms)]
      assert.ok(snippets.length >= 2)
      for (const [, file, code] of snippets) {
        const source = new URL(`../checkpoint/${file}`, import.meta.url)
        assert.equal(code, readFileSync(source, 'utf8'), file)
      }
    })
  }
})
