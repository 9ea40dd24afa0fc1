import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inspect } from 'node:util'
import {
  type Cluster,
  connect,
  inject,
  Log,
  type Logger,
  openLogger,
  rpc,
  run,
  type ServiceDefinition,
  service,
} from 'mycelia'
import { startBroker } from 'mycelia/broker'
import { loadConfig } from 'mycelia/config'
import { quiet } from '../support/quiet.js'
import { keepWritten } from './written.js'

const PASSWORD = 'p@ss/w"rd%'
const ENCODED = encodeURIComponent(PASSWORD)
const API_KEY = 'k-1234.5678'

class PaymentRefused extends Error {
  readonly url = `https://shop:${API_KEY}@pay.example.com`
}

@service('teller')
class Teller {
  private readonly log = inject(Log)

  @rpc
  tell(): void {
    const circle: Record<string, unknown> = { key: `key ${API_KEY}` }
    circle.itself = circle
    this.log.info(`the password is ${PASSWORD}`, {
      encoded: ENCODED,
      list: [{ of: [API_KEY] }],
      circle,
      address: new URL(`amqp://teller:other-password@localhost`),
      api_key: 'not of the configuration',
      hasPassword: true,
      count: 2,
      at: new Date(0),
    })
  }

  @rpc
  fail(): void {
    const cause = new PaymentRefused(`${API_KEY} is not known`)
    throw new TypeError(`no login with ${PASSWORD}`, { cause })
  }
}

const schemas = () => Promise.reject(new Error('everything is accepted'))

const tellerServer: ServiceDefinition = {
  name: 'teller',
  class: Teller,
  contract: '',
  methods: {
    tell: { name: 'tell', params: [], schemas },
    fail: { name: 'fail', params: [], schemas },
  },
}

describe('secrets of the configuration', () => {
  const written = keepWritten()

  /** Runs the service with passwords in its configuration, and calls it. */
  async function withTeller(
    log: Logger,
    act: (rpc: Cluster['rpc'][string]) => Promise<unknown>,
  ): Promise<void> {
    await using broker = await startBroker({
      log: quiet,
      users: [{ name: 'teller', password: PASSWORD }],
    })
    const uri = `amqp://teller:${ENCODED}@127.0.0.1:${broker.port}/%2F`
    const config = await loadConfig({ broker: uri, env: {} })
    const raw = { ...config.raw, payments: { api_key: API_KEY } }
    await using _ = await run([tellerServer], {
      config: { ...config, raw },
      onEvent() {},
      log,
    })
    await using cluster = await connect({ config, log: quiet })
    await act(cluster.rpc.teller!)
  }

  /** In whatever way a secret may be written. */
  function assertHidden(text: string): void {
    const quoted = JSON.stringify(PASSWORD).slice(1, -1)
    for (const secret of [PASSWORD, quoted, ENCODED, API_KEY, 'other-password']) {
      assert.ok(!text.includes(secret), `${secret} in ${text}`)
    }
  }

  for (const format of ['text', 'json'] as const) {
    it(`are never in a log of ${format}: in messages, fields and errors`, async () => {
      await withTeller(await openLogger('info', format), async (teller) => {
        await teller.tell!()
        await assert.rejects(teller.fail!(), /no login/)
      })
      assertHidden(written.text)
      assert.match(written.text, /the password is \*\*/)
      assert.match(written.text, /TypeError: no login with \*\*/)
      assert.match(written.text, /\*\* is not known/)
    })
  }

  it("are hidden from a user's own logger, which is given everything else as it is", async () => {
    const messages: Parameters<Logger['info']>[] = []
    const keep: Logger['info'] = (...message) => void messages.push(message)
    await withTeller({ debug() {}, info: keep, warn: keep, error: keep }, async (teller) => {
      await teller.tell!()
      await assert.rejects(teller.fail!(), /no login/)
    })
    assertHidden(inspect(messages, { depth: 10, showHidden: true }))
    const [[told, fields], [, failure]] = messages as [
      [string, Record<string, unknown>],
      [string, { error: TypeError }],
    ]
    assert.equal(told, 'the password is **')
    const { callId: _, at, ...others } = fields
    assert.ok(at instanceof Date)
    assert.deepEqual(others, {
      service: 'teller',
      method: 'tell',
      encoded: '**',
      list: [{ of: ['**'] }],
      circle: { key: 'key **', itself: '[circular]' },
      address: 'amqp://teller:**@localhost',
      api_key: '**',
      hasPassword: true,
      count: 2,
    })
    const { error } = failure
    assert.ok(error instanceof TypeError)
    assert.ok(error.cause instanceof PaymentRefused)
    assert.equal(error.cause.url, 'https://shop:**@pay.example.com')
  })

  it('are none where RabbitMQ has them for everybody: guest', async () => {
    await using broker = await startBroker({ log: quiet })
    const messages: string[] = []
    const keep: Logger['info'] = (message) => void messages.push(message)
    await using _ = await connect({
      config: await loadConfig({ broker: broker.uri, env: {} }),
      log: { debug: keep, info: keep, warn: keep, error: keep },
    })
    assert.match(messages.join('\n'), /^Connected to amqp:\/\/guest:\*\*@/)
  })
})
