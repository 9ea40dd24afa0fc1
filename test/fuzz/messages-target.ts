import { connect, type Options } from 'amqplib'
import { run } from 'mycelia'
import { startBroker } from 'mycelia/broker'
import type { Field, FieldTable } from '../../runtime/frames/index.js'
import { RawConnection } from '../broker/raw-connection.js'
import { shapesServer } from '../golden/shapes/src/generated/shapes.server.js'
import { newsServer } from '../newsroom/src/generated/news.server.js'
import { readerServer } from '../newsroom/src/generated/reader.server.js'
import { quiet } from '../support/quiet.js'
import type { Random } from './random.js'
import { inTime, type Target } from './target.js'

const RPC = 'nameko-rpc'

/** Where replies come to. */
const REPLY_KEY = 'fuzz-replies'

/** What is no reply key: a service must not publish there on behalf of a caller. */
const FORBIDDEN = ['news_service.publish', 'a.b', '#', '*', '', 'x'.repeat(200), '../x']

const KEYS = [
  ...Object.values(shapesServer.methods).map(({ name }) => `${shapesServer.name}.${name}`),
  'news_service.publish',
  'news_service.retract',
  `${shapesServer.name}.__proto__`,
  `${shapesServer.name}.constructor`,
  `${shapesServer.name}.`,
]

const TYPES = ['application/json', 'application/x-msgpack', 'text/plain', 'application/json; x', '']

/** Bodies, headers and properties against running services. */
export async function messagesTarget(): Promise<Target> {
  const broker = await startBroker({ log: quiet })
  const services = await run([newsServer, readerServer, shapesServer], {
    uri: broker.uri,
    log: quiet,
  })
  const peer = await connect(broker.uri)
  const replies = await peer.createChannel()
  await replies.assertQueue('replies', { exclusive: true })
  await replies.bindQueue('replies', RPC, REPLY_KEY)
  const waiting = new Map<string, () => void>()
  const unasked: string[] = []
  await replies.consume(
    'replies',
    (message) => {
      const id = String(message?.properties.correlationId)
      const answered = waiting.get(id)
      if (answered === undefined) unasked.push(id)
      waiting.delete(id)
      answered?.()
    },
    { noAck: true },
  )
  const raw = await RawConnection.open(broker.port)
  await raw.channel(1)
  let count = 0

  /** Publishes, and waits for the reply where there has to be one. */
  async function request(key: string, body: Buffer, random: Random): Promise<void> {
    const id = `call-${++count}`
    const isAnswered = !random.oneIn(8)
    const answered = new Promise<void>((resolve) => isAnswered && waiting.set(id, resolve))
    raw.publish(1, RPC, key, body as never, {
      ...properties(random),
      correlationId: id,
      replyTo: isAnswered ? REPLY_KEY : random.pick(FORBIDDEN),
    })
    if (isAnswered) await inTime(`the reply to ${key}`, answered)
  }

  return {
    name: 'messages',
    parallel: 16,
    async feed(input: Buffer, random: Random) {
      if (!random.oneIn(4)) return request(random.pick(KEYS), input, random)
      const [exchange, key] = random.pick(EVENTS)
      raw.publish(1, exchange, key, input as never, properties(random))
    },
    async alive() {
      const id = `alive-${++count}`
      const answered = new Promise<void>((resolve) => waiting.set(id, resolve))
      const options: Options.Publish = { correlationId: id, replyTo: REPLY_KEY }
      const body = Buffer.from('{"args":["a"],"kwargs":{}}')
      replies.publish(RPC, 'news_service.retract', body, {
        ...options,
        contentType: 'application/json',
      })
      await inTime('the reply to a call', answered)
    },
    async held() {
      return [
        ...[...waiting.keys()].map((id) => `${id} has no reply`),
        ...unasked.map((id) => `a second reply to ${id}, or one to nobody`),
        ...(await unsettled()),
      ]
    },
    async [Symbol.asyncDispose]() {
      await raw[Symbol.asyncDispose]()
      await services.close()
      await peer.close()
      await broker.close()
    },
  }

  /** Messages that a service has taken and neither acknowledged nor given back. */
  async function unsettled(): Promise<readonly string[]> {
    for (let left = 100; ; left--) {
      const queues = broker.status().vhosts.flatMap((vhost) => vhost.queues)
      const busy = queues.filter(({ unacknowledged }) => unacknowledged > 0)
      if (busy.length === 0 || left === 0) return busy.map(({ name }) => `a message of ${name}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

const EVENTS = [
  ['news_service.events', 'published'],
  ['news_service.events', 'retracted'],
  ['python_service.events', 'happened'],
  ['', 'letters'],
  ['archive', 'entry'],
] as const

function properties(random: Random): Parameters<RawConnection['content']>[1] {
  return {
    ...(!random.oneIn(8) && { contentType: random.oneIn(3) ? random.pick(TYPES) : TYPES[0]! }),
    ...(random.oneIn(4) && { contentEncoding: random.pick(['utf-8', 'binary', 'gzip', 'utf-16']) }),
    ...(random.oneIn(2) && { headers: headers(random, 0) }),
    ...(random.oneIn(6) && { messageId: random.bytes(8).toString('latin1').slice(0, 20) }),
    ...(random.oneIn(6) && { type: '__proto__' }),
  }
}

const NAMES = [
  'nameko.call_id_stack',
  'nameko.language',
  'nameko.__proto__',
  '__proto__',
  'constructor',
  '!',
  'mycelia.attempts',
  'mycelia.queue',
  'x-death',
  '',
]

function headers(random: Random, depth: number): FieldTable {
  const size = random.oneIn(50) ? 200 : random.below(5)
  return new Map(
    Array.from({ length: size }, (_, index) => [
      random.oneIn(3) ? `h${index}` : random.pick(NAMES),
      field(random, depth),
    ]),
  )
}

function field(random: Random, depth: number): Field {
  const isDeep = depth > 3
  switch (random.below(isDeep ? 7 : 9)) {
    case 0:
      return { tag: 't', value: random.oneIn(2) }
    case 1:
      return { tag: 'I', value: random.below(2 ** 31) }
    case 2:
      return { tag: 'l', value: -(2n ** 63n) }
    case 3:
      return { tag: 'd', value: random.pick([Number.NaN, Infinity, -0, 1e308]) }
    case 4:
      return { tag: 'T', value: 2n ** 62n }
    case 5:
      return { tag: 'V', value: null }
    case 6:
      return { tag: 'S', value: random.bytes(random.below(30)).toString('latin1') }
    case 7:
      return {
        tag: 'A',
        value: Array.from({ length: random.below(4) }, () => field(random, depth + 1)),
      }
    default:
      return { tag: 'F', value: headers(random, depth + 1) }
  }
}
