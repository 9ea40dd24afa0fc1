import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { run } from 'mycelia'
import type { ErrorOnTheWire } from '../../runtime/errors/index.js'
import { loadText } from '../config/load-text.js'
import { quiet } from '../support/quiet.js'
import { connectTo, type Peer } from '../websocket/peer.js'
import { fewSettings, type Setting } from './pairs.js'
import { PythonProcess } from './python-process.js'
import { socketsServer } from './sockets/src/generated/sockets.server.js'

/** Two peers of one server. */
interface Room extends AsyncDisposable {
  readonly one: Peer
  readonly other: Peer
}

/** A message, with `ONE` and `OTHER` for the ids of the sockets. */
type Message = string | Buffer | Readonly<Record<string, unknown>>

/** What is said, step by step. */
const SCRIPT: Readonly<Record<string, readonly Message[]>> = {
  'a result': [
    request('greet', { name: 'a' }),
    request('greet', { punctuation: '?', name: 'b' }),
    request('nothing', {}),
    request('echo', { value: { deep: [1, 1.5, null, true, 'é'] } }),
    request('whoami'),
  ],
  'what came with a request as its correlation id': [
    { method: 'echo', data: { value: 1 } },
    { method: 'echo', data: { value: 1 }, correlation_id: null },
    { method: 'echo', data: { value: 1 }, correlation_id: 0 },
    { method: 'echo', data: { value: 1 }, correlation_id: { a: [1] } },
    { type: 'anything', method: 'echo', data: { value: 1 }, more: 1 },
  ],
  'data that are empty': [
    request('nothing', null),
    request('nothing', []),
    request('nothing', ''),
    request('nothing', 0),
    request('nothing', false),
    request('nothing', undefined),
  ],
  'what is no request': [
    'no json',
    '',
    '"method"',
    '42',
    'null',
    '["method"]',
    '{}',
    '{"data": {}, "correlation_id": "lost"}',
    '{"method": "nothing"',
    Buffer.from('{"method": "nothing"}'),
    Buffer.from([0x7b, 0xff, 0x7d]),
  ],
  'a method that is not there': [
    request('nowhere', {}),
    request('hidden', {}),
    request('', {}),
    request(null, {}),
    request(42, {}),
    request('__class__', {}),
    request('constructor', {}),
  ],
  'arguments that do not fit': [
    request('greet', {}),
    request('greet', { name: 'a', foo: 1 }),
    request('unicast', {}),
  ],
  'a method that fails': [
    request('fail', { message: 'no luck' }),
    request('fail', { message: '' }),
  ],
  channels: [
    request('subscriptions'),
    request('subscribe', { channel: 'b' }),
    request('subscribe', { channel: 'a' }),
    request('subscribe', { channel: 'a' }),
    request('subscribe', { channel: 'B' }),
    request('subscriptions'),
    request('unsubscribe', { channel: 'never' }),
    request('unsubscribe', { channel: 'B' }),
    request('subscribe_other', { other: 'OTHER', channel: 'b' }),
    request('subscriptions_of', { other: 'OTHER' }),
    request('broadcast', { channel: 'a', event: 'said', data: { text: 'é' } }),
    request('broadcast', { channel: 'b', event: 'said', data: null }),
    request('broadcast', { channel: 'empty', event: 'said', data: 1 }),
    request('unsubscribe_other', { other: 'OTHER', channel: 'b' }),
    request('broadcast', { channel: 'b', event: 'said', data: [1] }),
    request('unicast', { event: 'whispered', data: 'x' }),
    request('unicast', { event: 'whispered', data: 'x', other: 'OTHER' }),
  ],
  'a socket that is not there': [
    request('subscribe_other', { other: 'nobody', channel: 'a' }),
    request('unsubscribe_other', { other: 'nobody', channel: 'a' }),
    request('subscriptions_of', { other: 'nobody' }),
    request('unicast', { event: 'whispered', data: 'x', other: 'nobody' }),
  ],
}

for (const setting of fewSettings) {
  describe(`web sockets, on ${setting.name}`, () => {
    let rooms: { readonly python: Room; readonly ours: Room; close(): Promise<void> }

    before(async () => {
      rooms = await openRooms(setting)
    })
    after(() => rooms.close())

    for (const [what, messages] of Object.entries(SCRIPT)) {
      it(`tell of ${what} as Nameko does`, async () => {
        for (const message of messages) {
          const expected = await say(message, rooms.python)
          assert.deepEqual(
            await say(message, rooms.ours),
            expected,
            String(JSON.stringify(message)),
          )
        }
      })
    }

    it('refuse arguments that are a list, as Nameko does', async () => {
      const errors = []
      for (const { one } of [rooms.python, rooms.ours]) {
        const { error } = (await one.ask('nothing', [1])) as {
          readonly error: { exc_path: string }
        }
        errors.push(error.exc_path)
      }
      assert.deepEqual(errors, Array(2).fill('nameko.exceptions.IncorrectSignature'))
    })
  })
}

function request(method: unknown, data?: unknown): Message {
  return { type: 'request', method, data, correlation_id: 'c' }
}

/** What both peers hear of a message. */
async function say(message: Message, { one, other }: Room): Promise<unknown> {
  const ids = [
    [one.id, 'ONE'],
    [other.id, 'OTHER'],
  ] as const
  const text = typeof message === 'string' ? message : JSON.stringify(message)
  const named = ids.reduce((named, [id, name]) => named.replaceAll(name, id), text)
  one.send(Buffer.isBuffer(message) ? message : named)
  const heard = [await heardUntilResult(one)]
  other.send(JSON.stringify(request('nothing')))
  heard.push(await heardUntilResult(other))
  const told = ids.reduce(
    (told, [id, name]) => told.replaceAll(id, name),
    JSON.stringify(heard).replaceAll('builtins.ValueError', 'sockets_service.ValueError'),
  )
  return JSON.parse(told, (key, value) => (key === 'error' ? namekosOwn(value) : value))
}

/** Errors of Mycelia's have more than those of Nameko; nobody there looks at it. */
function namekosOwn({ exc_type, exc_path, exc_args, value }: ErrorOnTheWire): unknown {
  return { exc_type, exc_path, exc_args, value }
}

async function heardUntilResult(peer: Peer): Promise<readonly unknown[]> {
  const heard = []
  do heard.push(await peer.next())
  while (heard.at(-1).type !== 'result')
  return heard
}

async function openRooms({ broker, nameko }: Setting) {
  const { uri, close } = await broker.open()
  const address = `127.0.0.1:${await freePort()}`
  const service = await PythonProcess.start(nameko, 'serve.py', uri, 'sockets', address)
  const config = await loadText('WEB_SERVER_ADDRESS: 127.0.0.1:8000\n', { broker: uri })
  const running = await run([socketsServer], {
    config: { ...config, webServer: { host: '127.0.0.1', port: 0 } },
    log: quiet,
  })
  const [python, ours] = [await openRoom(`http://${address}`), await openRoom(running.http!)]
  return {
    python,
    ours,
    close: async () => {
      await Promise.all([python, ours].map((room) => room[Symbol.asyncDispose]()))
      await service[Symbol.asyncDispose]()
      await running.close()
      await close()
    },
  }
}

async function openRoom(url: string): Promise<Room> {
  const [one, other] = [await connectTo(`${url}/ws`), await connectTo(`${url}/ws`)]
  return {
    one,
    other,
    async [Symbol.asyncDispose]() {
      await Promise.all([one.close(), other.close()])
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
