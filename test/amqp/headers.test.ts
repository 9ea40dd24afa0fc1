import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { InvalidArguments, MessageTooLarge } from 'mycelia'
import type { Field } from '../../runtime/frames/index.js'
import type {
  Headers,
  HeaderValue,
  IncomingMessage,
  Publisher,
} from '../../runtime/transport/index.js'
import { RawConnection } from '../broker/raw-connection.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { Inbox } from './inbox.js'
import { type OpenTransport, openTransport } from './open-transport.js'

const EXCHANGE = { name: 'things', type: 'topic' } as const

const INCOMING = 'incoming'
const OUTGOING = 'outgoing'

/** What a peer may write, tag by tag, and what a handler gets to see. */
const READ: readonly (readonly [string, Field, HeaderValue])[] = [
  ['a text', { tag: 'S', value: 'grüß' }, 'grüß'],
  ['true', { tag: 't', value: true }, true],
  ['a signed byte', { tag: 'b', value: -5 }, -5],
  ['an unsigned byte', { tag: 'B', value: 251 }, 251],
  ['a signed short', { tag: 's', value: -300 }, -300],
  ['an unsigned short', { tag: 'u', value: 65_000 }, 65_000],
  ['a signed long', { tag: 'I', value: -(2 ** 31) }, -(2 ** 31)],
  ['an unsigned long', { tag: 'i', value: 2 ** 32 - 1 }, 2 ** 32 - 1],
  ['64 bits', { tag: 'l', value: -(2n ** 40n) }, -(2 ** 40)],
  ["Python's 64 bits", { tag: 'L', value: 1_767_225_600_000n }, 1_767_225_600_000],
  ['a float', { tag: 'f', value: 1.5 }, 1.5],
  ['a double', { tag: 'd', value: -0.1 }, -0.1],
  ['a decimal', { tag: 'D', value: { places: 2, digits: 1999 } }, 19.99],
  ['a negative decimal', { tag: 'D', value: { places: 1, digits: -15 } }, -1.5],
  ['a timestamp', { tag: 'T', value: 1_767_225_600n }, new Date('2026-01-01T00:00:00Z')],
  ['nothing', { tag: 'V', value: null }, null],
  ['bytes', { tag: 'x', value: Buffer.from([0, 255]) }, Buffer.from([0, 255])],
  [
    'what lies in each other',
    {
      tag: 'F',
      value: new Map<string, Field>([
        [
          'list',
          {
            tag: 'A',
            value: [
              { tag: 'L', value: 1n },
              { tag: 'F', value: new Map([['n', { tag: 'L', value: 2n }]]) },
            ],
          },
        ],
        ['empty', { tag: 'F', value: new Map() }],
      ]),
    },
    table({ list: [1, table({ n: 2 })], empty: table({}) }),
  ],
]

/** What a service may write, and what its peers get: only what Python reads as it is meant. */
const WRITTEN: readonly (readonly [string, HeaderValue, Field])[] = [
  ['a text', 'grüß', { tag: 'S', value: 'grüß' }],
  ['false', false, { tag: 't', value: false }],
  ...[0, -5, 127, 200, 300, -300, 40_000, 2 ** 31 - 1, -(2 ** 31)].map(
    (value) => [`${value}`, value, { tag: 'I', value }] as const,
  ),
  ['2^31', 2 ** 31, { tag: 'l', value: 2n ** 31n }],
  ['2^53', 2 ** 53, { tag: 'l', value: 2n ** 53n }],
  ['-(2^40)', -(2 ** 40), { tag: 'd', value: -(2 ** 40) }],
  ['2^64', 2 ** 64, { tag: 'd', value: 2 ** 64 }],
  ['a fraction', 1.1, { tag: 'd', value: 1.1 }],
  ['a small bigint', 7n, { tag: 'I', value: 7 }],
  ['a large bigint', 2n ** 63n - 1n, { tag: 'l', value: 2n ** 63n - 1n }],
  ['a Date', new Date('2026-01-01T00:00:00.900Z'), { tag: 'T', value: 1_767_225_600n }],
  ['null', null, { tag: 'V', value: null }],
  ['bytes', new Uint8Array([0, 255]), { tag: 'x', value: Buffer.from([0, 255]) }],
  [
    'a list',
    ['a', 300, null, [true]],
    {
      tag: 'A',
      value: [
        { tag: 'S', value: 'a' },
        { tag: 'I', value: 300 },
        { tag: 'V', value: null },
        { tag: 'A', value: [{ tag: 't', value: true }] },
      ],
    },
  ],
  [
    'a table without a prototype',
    table({ a: table({ b: -1 }) }),
    {
      tag: 'F',
      value: new Map<string, Field>([
        ['a', { tag: 'F', value: new Map([['b', { tag: 'I', value: -1 }]]) }],
      ]),
    },
  ],
  [
    'a table that looks like a type of amqplib',
    { '!': 'int', value: 1 },
    {
      tag: 'F',
      value: new Map<string, Field>([
        ['!', { tag: 'S', value: 'int' }],
        ['value', { tag: 'I', value: 1 }],
      ]),
    },
  ],
]

/** What cannot travel, and how the refusal names it. */
const REFUSED: readonly (readonly [string, unknown, RegExp])[] = [
  ['a function', () => {}, /header "x": a function cannot travel/],
  ['NaN', Number.NaN, /header "x": NaN cannot travel/],
  ['an infinity', [-Infinity], /header "x\[0\]": -Infinity cannot travel/],
  ['a bigint of more than 64 bits', { deep: [2n ** 64n] }, /header "x\.deep\[0\]": a bigint/],
  ['a Date before 1970', new Date(-1), /header "x": a Date/],
  ['an invalid Date', new Date(Number.NaN), /header "x": a Date/],
  ['an instance of a class', new Map(), /header "x": a Map/],
  ['a name of more than 255 bytes', { ['ü'.repeat(128)]: 1 }, /more than 255 bytes/],
  ['what lies too deep', nested(101), /more than 100 levels/],
]

for (const broker of brokers) {
  describe(`headers on ${broker.name}`, () => {
    let opened: OpenBroker
    let peer: RawConnection
    let open: OpenTransport
    let inbox: Inbox
    let publisher: Publisher

    before(async () => {
      opened = await broker.open()
      open = await openTransport(opened.uri)
      publisher = open.transport.publisher({ exchanges: [EXCHANGE] })
      await open.transport.ready()
    })
    after(async () => {
      await open.transport.close()
      await opened.close()
    })
    beforeEach(async () => {
      const { port, pathname } = new URL(opened.uri)
      const vhost = decodeURIComponent(pathname.slice(1))
      peer = await RawConnection.open(Number(port), { vhost })
      await peer.channel(1)
      inbox = new Inbox(INCOMING)
      inbox.consumer = await open.transport.consume({
        exchanges: [EXCHANGE],
        queue: { name: INCOMING, bindings: [{ exchange: EXCHANGE.name, routingKey: INCOMING }] },
        ack: 'auto',
        onMessage: (message) => inbox.take(message),
      })
    })
    afterEach(async () => {
      await inbox.consumer?.cancel()
      await peer[Symbol.asyncDispose]()
    })

    /** What arrives of headers that a peer sends. */
    function receive(headers: ReadonlyMap<string, Field>): Promise<IncomingMessage> {
      peer.publish(1, EXCHANGE.name, INCOMING, 'body', { headers })
      return inbox.next()
    }

    /** What a peer receives of headers that the transport sends. */
    async function send(headers: Headers): Promise<ReadonlyMap<string, Field>> {
      peer.send(1, 'queueDeclare', {
        ticket: 0,
        queue: OUTGOING,
        passive: false,
        durable: true,
        exclusive: false,
        autoDelete: false,
        nowait: false,
        arguments: new Map(),
      })
      await peer.expect('queueDeclareOk')
      peer.send(1, 'basicConsume', {
        ticket: 0,
        queue: OUTGOING,
        consumerTag: 'peer',
        noLocal: false,
        noAck: true,
        exclusive: false,
        nowait: false,
        arguments: new Map(),
      })
      await peer.expect('basicConsumeOk')
      const body = Buffer.from('body')
      assert.ok(publisher.publish({ exchange: '', routingKey: OUTGOING, body, headers }))
      await peer.expect('basicDeliver')
      const { properties } = await peer.expectContent()
      return properties.headers!
    }

    it('are read whatever type a peer has given them', async () => {
      const sent = new Map(READ.map(([name, field]) => [name, field]))
      const { headers, body } = await receive(sent)
      for (const [name, , expected] of READ) assert.deepEqual(headers[name], expected, name)
      assert.equal(Object.keys(headers).length, READ.length)
      assert.equal(body.toString(), 'body')
    })

    it('are written in types that Python reads as they are meant', async () => {
      const received = await send(Object.fromEntries(WRITTEN.map(([name, value]) => [name, value])))
      for (const [name, , expected] of WRITTEN) {
        assert.deepEqual(received.get(name), expected, name)
      }
      assert.equal(received.size, WRITTEN.length)
    })

    it('are left out where they are undefined', async () => {
      const received = await send({ absent: undefined as never, here: 'x' })
      assert.deepEqual([...received.keys()], ['here'])
    })

    it('never touch a prototype, whatever a peer calls them', async () => {
      const evil: Field = { tag: 'F', value: new Map([['admin', { tag: 't', value: true }]]) }
      const { headers } = await receive(
        new Map<string, Field>([
          ['__proto__', evil],
          ['constructor', evil],
          ['inner', { tag: 'F', value: new Map([['__proto__', evil]]) }],
          ['here', { tag: 'S', value: 'x' }],
        ]),
      )
      const inner = headers.inner as Headers
      for (const each of [headers, inner]) {
        assert.equal(Object.getPrototypeOf(each), null)
        assert.equal(each.admin, undefined)
      }
      assert.equal(headers.here, 'x')
      assert.equal(({} as { admin?: unknown }).admin, undefined)
    })

    it('travel under a name that JavaScript treats in a way of its own', async () => {
      const received = await send(JSON.parse('{ "__proto__": "x", "inner": { "__proto__": 1 } }'))
      assert.deepEqual(received.get('__proto__'), { tag: 'S', value: 'x' })
      const inner = new Map([['__proto__', { tag: 'I', value: 1 }]])
      assert.deepEqual(received.get('inner'), { tag: 'F', value: inner })
    })

    it('of many kilobytes arrive whole', async () => {
      const text = 'x'.repeat(60_000)
      const { headers } = await receive(new Map([['long', { tag: 'S', value: text }]]))
      assert.equal(headers.long, text)
      assert.deepEqual((await send({ long: text })).get('long'), { tag: 'S', value: text })
    })

    it('that are too large are refused before anything is sent, and others travel after', async () => {
      const body = Buffer.alloc(0)
      const message = { exchange: '', routingKey: OUTGOING, body }
      const long = 'x'.repeat(70_000)
      assert.throws(() => publisher.publish({ ...message, headers: { long } }), MessageTooLarge)
      assert.equal((await send({ here: 'x' })).size, 1)
    })

    for (const [what, value, expected] of REFUSED) {
      it(`refuse ${what}, and say where it is`, () => {
        const headers = { x: value as HeaderValue }
        assert.throws(
          () =>
            publisher.publish({ exchange: '', routingKey: 'x', body: Buffer.alloc(0), headers }),
          (error) => error instanceof InvalidArguments && expected.test(error.message),
        )
      })
    }

    after(() => assert.deepEqual(open.told.lines, [], 'nothing to complain about'))
  })
}

/** As headers are given to handlers: without a prototype. */
function table(entries: Record<string, HeaderValue>): Headers {
  return Object.assign(Object.create(null), entries)
}

function nested(levels: number): HeaderValue {
  let value: HeaderValue = 'deep'
  for (let level = 0; level < levels; level++) value = { inside: value }
  return value
}
