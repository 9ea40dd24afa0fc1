import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import {
  connect,
  type ServiceDefinition,
  ServiceDefinitionError,
  service,
  websocket,
} from 'mycelia'
import { restrictEntrypoints } from 'mycelia/testing'
import { waits } from '../golden/chat/src/chat.service.js'
import { chatServer } from '../golden/chat/src/generated/chat.server.js'
import { shopServer } from '../golden/http/src/generated/shop.server.js'
import { quiet } from '../support/quiet.js'
import { openChat } from './chat.js'

@service('echo_service')
class EchoService {
  @websocket
  pad(size: number): string {
    return `${size}`
  }
}

const echoServer: ServiceDefinition = {
  name: 'echo_service',
  class: EchoService,
  contract: 'none',
  methods: {},
  websocket: {
    load: chatServer.websocket!.load,
    methods: { pad: chatServer.websocket!.methods.pad! },
  },
}

describe('a service that stops', () => {
  it('closes its web sockets with 1001', async () => {
    await using chat = await openChat()
    const [one, two] = [await chat.connect(), await chat.connect()]
    await chat.running.close()
    for (const { closed } of [one, two]) {
      assert.deepEqual(await closed, [1001, 'the service stops'])
    }
  })

  it('answers the request that is under way first, and no other', async () => {
    await using chat = await openChat()
    const peer = await chat.connect()
    const begun = once(waits, 'begun')
    peer.send('{"method":"wait","correlation_id":1}')
    peer.send('{"method":"pad","data":{"size":1},"correlation_id":2}')
    await begun
    const closed = chat.running.close()
    waits.emit('go on')
    assert.equal((await peer.next()).correlation_id, 1)
    assert.equal((await peer.closed)[0], 1001)
    await closed
  })

  it('cuts off the sockets of peers that do not let go, and of calls that take too long', async () => {
    await using chat = await openChat({ settings: { httpTimeout: 50 } })
    const peer = await chat.connect()
    const begun = once(waits, 'begun')
    peer.send('{"method":"wait"}')
    await begun
    const over = once(waits, 'over')
    await chat.running.close()
    assert.deepEqual(await over, [true])
    assert.equal((await peer.closed)[0], 1006)
  })

  it('ends at once where it is killed', async () => {
    await using chat = await openChat()
    const peer = await chat.connect()
    const begun = once(waits, 'begun')
    peer.send('{"method":"wait"}')
    await begun
    const over = once(waits, 'over')
    await chat.running.kill()
    assert.deepEqual(await over, [true])
    peer.socket.terminate()
  })
})

describe('services of one process', () => {
  it('share one port for HTTP and web sockets', async () => {
    await using chat = await openChat({ definitions: [shopServer, chatServer] })
    assert.equal((await (await chat.connect()).ask('pad', { size: 1 })).data, 'x')
    const response = await fetch(`${chat.url}/greet/ujun`)
    assert.equal(await response.json(), 'Hello, ujun!')
  })

  it('do not start where two of them answer the same method', async () => {
    await assert.rejects(openChat({ definitions: [chatServer, echoServer] }), (error) => {
      assert.ok(error instanceof ServiceDefinitionError)
      assert.match(
        error.message,
        /(chat|echo)_service and (chat|echo)_service both answer 'pad' on web sockets/,
      )
      return true
    })
  })

  it('answer only what a test restricts them to', async () => {
    await using chat = await openChat({ definitions: [restrictEntrypoints(chatServer, 'pad')] })
    const peer = await chat.connect()
    assert.equal((await peer.ask('pad', { size: 1 })).data, 'x')
    assert.equal((await peer.ask('who')).error.exc_type, 'MethodNotFound')
  })

  it('tell what they answer over web sockets when they are asked', async () => {
    await using chat = await openChat()
    await using cluster = await connect({ uri: chat.broker, log: quiet })
    const [instance] = await cluster.discover()
    const methods = instance!.services[0]!.websocket!
    const told = methods.find(({ name }) => name === 'invite')
    assert.equal(told!.signature, 'invite(socket_id: string, room: string): boolean')
  })

  it('do not start where a class and its generated files differ', async () => {
    const { pad: _, ...methods } = chatServer.websocket!.methods
    const stale = { ...chatServer, websocket: { ...chatServer.websocket!, methods } }
    await assert.rejects(openChat({ definitions: [stale] }), /pad is new.*run `mycelia generate`/)
  })
})
