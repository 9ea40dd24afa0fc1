import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { connect as connectRaw } from 'amqplib'
import {
  type Cluster,
  connect,
  consume,
  type EntrypointTarget,
  entrypoint,
  incoming,
  type Logger,
  on,
  type Running,
  redactedArgs,
  rpc,
  run,
  type ServiceDefinition,
  service,
  timer,
} from 'mycelia'
import { type Broker, startBroker } from 'mycelia/broker'
import type { PayloadCodec, ValueSchema } from 'mycelia/codec'
import { quiet } from '../support/quiet.js'

interface Card {
  readonly number: string
  readonly owner: string
}

const SECRET = '4711'
const CARD: Card = { number: SECRET, owner: 'Ada' }

/** Told of each call that is seen, and of each message of the log by its severity. */
const told = new EventTarget()
const seen: Readonly<Record<string, unknown>>[] = []
const see = incoming((call, next) => {
  seen.push({ [`${call.kind} ${call.method}`]: redactedArgs(call) })
  told.dispatchEvent(new Event('seen'))
  return next()
})

/** Pushes once, as it starts. */
const onPush = entrypoint({
  name: 'onPush',
  start: (target: EntrypointTarget<[string]>, text: string) => void target.run([text]),
})

@service('till', { interceptors: [see] })
class Till {
  @rpc({ sensitive: ['card.number', 'pins[*]'] })
  pay(_amount: number, _card: Card, ..._pins: string[]): void {}

  @rpc
  @onPush(SECRET)
  open(_by: string): void {}

  @timer({ every: '1h', eager: true })
  tick(): void {}

  @on('bank', 'changed', { sensitive: 'change.number' })
  change(_change: Card): void {}

  @consume('cards', { sensitive: ['card.number'] })
  @rpc({ sensitive: 'card.owner' })
  take(_card: Card): void {}
}

/** Says too much, of the whole card when it has no owner. */
const telling = (path: readonly PropertyKey[]): ValueSchema => ({
  safeDecode: (json) => {
    const card = Array.isArray(json) ? json[1] : json
    const place = card.owner === undefined ? path : [...path, 'number']
    const issues = [{ path: place, message: `does not take ${JSON.stringify(card)}` }]
    return { success: false, error: { issues } }
  },
  safeEncode: () => ({ success: true }),
})

const isGood = (card: Card) => card.number.length === 4 && card.owner !== undefined
const handler = (name: string): PayloadCodec => ({
  name,
  accepts: isGood,
  schema: async () => telling([]),
})
const unneeded = () => Promise.reject(new Error('everything is accepted'))

const tillServer: ServiceDefinition = {
  name: 'till',
  class: Till,
  contract: '',
  methods: {
    pay: {
      name: 'pay',
      params: [{ name: 'amount' }, { name: 'card' }, { name: 'pins', rest: true }],
      acceptsArgs: ([, card]) => isGood(card),
      schemas: async () => ({ args: telling([1]), result: telling([]) }),
    },
    open: { name: 'open', params: [{ name: 'by' }], schemas: unneeded },
    take: { name: 'take', params: [{ name: 'card' }], schemas: unneeded },
  },
  handlers: { change: handler('change'), take: handler('take') },
}

describe('sensitive arguments', () => {
  let broker: Broker
  let cluster: Cluster
  let running: Running
  const lines: string[] = []
  const keep =
    (severity: string): Logger['info'] =>
    (message, fields) => {
      lines.push(JSON.stringify({ severity, message, fields }))
      told.dispatchEvent(new Event(severity))
    }
  const log: Logger = {
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
  }

  before(async () => {
    broker = await startBroker({ log: quiet })
    cluster = await connect({ uri: broker.uri, log: quiet })
    running = await run([tillServer], { uri: broker.uri, log })
  })
  after(async () => {
    await running.close()
    await cluster.close()
    await broker.close()
  })

  async function send(queue: string, json: unknown): Promise<void> {
    const connection = await connectRaw(broker.uri)
    const channel = await connection.createConfirmChannel()
    channel.sendToQueue(queue, Buffer.from(JSON.stringify(json)), {
      contentType: 'application/json',
    })
    await channel.waitForConfirms()
    await connection.close()
  }

  it("are all that an entrypoint of one's own gives, because it cannot tell", async () => {
    while (seen.length < 2) await once(told, 'seen')
    const both = Object.assign({}, ...seen.splice(0))
    assert.deepEqual(both, { 'onPush open': { args: ['********'] }, 'timer tick': {} })
  })

  it('are hidden from what an interceptor logs by redactedArgs, by all decorators of the method', async () => {
    const { till } = cluster.rpc
    await till!.pay!(5, CARD, '1234')
    await till!.open!('Ada')
    await till!.take!(CARD)
    const hidden = { number: '********', owner: 'Ada' }
    assert.deepEqual(seen.splice(0), [
      { 'rpc pay': { amount: 5, card: hidden, pins: ['********'] } },
      { 'rpc open': { by: 'Ada' } },
      { 'rpc take': { card: { number: '********', owner: '********' } } },
    ])
  })

  it('are hidden of messages, too, which come as the payload', async () => {
    await cluster.dispatchEvent('bank', 'changed', CARD)
    await send('cards', CARD)
    while (seen.length < 2) await once(told, 'seen')
    const both = Object.assign({}, ...seen.splice(0))
    assert.deepEqual(both, {
      'event change': { payload: { number: '********', owner: 'Ada' } },
      'consume take': { payload: { number: '********', owner: '********' } },
    })
  })

  for (const [what, card] of [
    ['one that is refused', { ...CARD, number: `${SECRET}0` }],
    ['what holds one that is refused', { number: SECRET }],
  ] as const) {
    it(`do not show ${what}: in an answer`, async () => {
      await assert.rejects(cluster.rpc.till!.pay!(5, card), (error) => {
        const { message } = error as Error
        assert.match(message, /^pay: card(\.number)?: \*{8} is not what it may be$/)
        return !JSON.stringify(error).includes(SECRET)
      })
    })

    it(`do not show ${what}: of an event or a message`, async () => {
      for (const emit of [
        () => cluster.dispatchEvent('bank', 'changed', card),
        () => send('cards', card),
      ]) {
        lines.length = 0
        const refusal = once(told, 'error')
        await emit()
        await refusal
        const said = lines.join('\n')
        assert.match(said, /does not take this payload: payload(\.number)?: \*{8} is not what/)
        assert.ok(!said.includes(SECRET), said)
      }
    })
  }
})
