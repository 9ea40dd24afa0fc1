import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import {
  consume,
  http,
  inject,
  type Logger,
  provider,
  rpc,
  type ServiceDefinition,
  service,
} from 'mycelia'
import type { MethodCodec, ValueSchema } from 'mycelia/codec'
import { shopServer } from '../golden/http/src/generated/shop.server.js'
import { openShop, type Shop } from './shop.js'

class Unlucky extends Error {}

/** How calls have ended, as a transaction hears of it. */
const outcomes: string[] = []

const Transaction = provider({
  name: 'Transaction',
  start: () => undefined,
  workerResult: (_held, outcome) =>
    void outcomes.push(outcome.failed ? 'rolled back' : 'committed'),
})

@service('accounts')
class Accounts {
  readonly transaction = inject(Transaction)

  @http('POST', '/own', { sensitive: 'card.number' })
  own(_card: unknown): void {}

  @rpc({ sensitive: 'bank_card.number', params: ['bank_card'] })
  @http('POST', '/shared')
  shared(_card: unknown): void {}

  @consume('cards', { sensitive: 'payload.number' })
  @http('POST', '/handled')
  handled(_card: unknown): void {}

  @http('POST', '/open')
  open(_card: unknown): void {}

  @http('GET', '/draw/:how', { expectedErrors: [Unlucky] })
  @http('GET', '/blunt/:how')
  draw(how: string): unknown {
    if (how === 'unlucky') throw new Unlucky('no luck')
    if (how === 'endless') return { endless: 1n }
    return how
  }
}

/** Says too much. */
const refusing: ValueSchema = {
  safeDecode: ([card]) => ({
    success: false,
    error: {
      issues: ['number', 'owner'].map((key) => ({
        path: [0, key],
        message: `does not take ${card[key]}`,
      })),
    },
  }),
  safeEncode: () => ({ success: true }),
}

function codecOf(name: string, param: string, refuses: boolean): MethodCodec {
  return {
    name,
    params: [{ name: param }],
    ...(refuses && { acceptsArgs: () => false }),
    schemas: async () => ({ args: refusing, result: refusing }),
  }
}

const taking = (method: string) => ({
  verb: 'POST' as const,
  path: `/${method}`,
  method,
  status: 204,
  codec: codecOf(method, 'card', true),
  params: [{ name: 'card', in: 'body' as const }],
})

const drawing = (path: string) => ({
  verb: 'GET' as const,
  path,
  method: 'draw',
  codec: codecOf('draw', 'how', false),
  params: [{ name: 'how', in: 'path' as const }],
})

const accountsServer: ServiceDefinition = {
  name: 'accounts',
  class: Accounts,
  contract: '',
  methods: { shared: codecOf('shared', 'bank_card', true) },
  handlers: { handled: { name: 'handled', schema: async () => refusing } },
  http: {
    load: shopServer.http!.load,
    routes: [
      ...['own', 'shared', 'handled', 'open'].map(taking),
      ...['/draw/:how', '/blunt/:how'].map(drawing),
    ],
  },
}

describe('what decorators say of a route', () => {
  let shop: Shop
  const logged: unknown[][] = []
  const note =
    (level: string): Logger['info'] =>
    (message, fields) =>
      void logged.push([level, message, fields])
  const log: Logger = {
    level: 'debug',
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
  }

  before(async () => {
    shop = await openShop({}, [accountsServer], log)
  })
  after(() => shop[Symbol.asyncDispose]())
  beforeEach(() => {
    logged.length = 0
    outcomes.length = 0
  })

  async function refusalOf(path: string): Promise<readonly unknown[]> {
    const body = JSON.stringify({ number: '4242', owner: 'Ada' })
    const headers = { 'content-type': 'application/json' }
    const answer = await shop.ask(path, { method: 'POST', body, headers })
    assert.equal(answer.status, 400)
    return (answer.body as { errors: unknown[] }).errors
  }

  const hidden = [
    { path: 'card.number', message: '******** is not what it may be' },
    { path: 'card.owner', message: 'does not take Ada' },
  ]

  for (const [path, by] of [
    ['/own', 'its own @http'],
    ['/shared', '@rpc of its method, by another name'],
    ['/handled', '@consume of its method, of the payload'],
  ] as const) {
    it(`hides what is sensitive to ${by}, in the answer and in the log`, async () => {
      assert.deepEqual(await refusalOf(path), hidden)
      assert.doesNotMatch(JSON.stringify(logged), /4242/)
      assert.match(JSON.stringify(logged), /was refused/)
    })
  }

  it('hides nothing where nothing is sensitive', async () => {
    assert.deepEqual((await refusalOf('/open'))[0], {
      path: 'card.number',
      message: 'does not take 4242',
    })
  })

  const levelOf = (pattern: RegExp) => logged.find(([, message]) => pattern.test(`${message}`))?.[0]

  it('logs an expected error as a warning, and still tells nothing of it', async () => {
    const { status, body } = await shop.ask('/draw/unlucky')
    assert.deepEqual([status, body], [500, { title: 'Internal Server Error', status: 500 }])
    assert.deepEqual(
      logged.find(([level]) => level === 'warn'),
      ['warn', 'accounts.draw failed', { code: 'Unlucky', why: 'no luck' }],
    )
  })

  it('logs an error that another route expects as what it is', async () => {
    assert.equal((await shop.ask('/blunt/unlucky')).status, 500)
    assert.equal(levelOf(/draw failed/), 'error')
  })

  it('has providers told of an answer that was made', async () => {
    assert.equal((await shop.ask('/draw/lucky')).body, 'lucky')
    assert.deepEqual(outcomes, ['committed'])
  })

  it('has providers told of a result that cannot be sent, before the answer is', async () => {
    assert.equal((await shop.ask('/draw/endless')).status, 500)
    assert.deepEqual(outcomes, ['rolled back'])
    assert.equal(levelOf(/draw failed/), 'error')
  })
})
