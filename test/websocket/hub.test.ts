import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import { authToken, connect, socketId, WebSocketHub } from 'mycelia'
import { replace, testCluster, worker } from 'mycelia/testing'
import { ChatEvents, ChatService, waits } from '../golden/chat/src/chat.service.js'
import { ChatClient } from '../golden/chat/src/generated/chat.client.js'
import { chatServer } from '../golden/chat/src/generated/chat.server.js'
import { quiet } from '../support/quiet.js'
import { openChat } from './chat.js'

const ANY_PORT = { WEB_SERVER_ADDRESS: '127.0.0.1:0' }

describe('the hub of web sockets', () => {
  it('sends an event of a channel to all that listen to it', async () => {
    await using chat = await openChat()
    const [one, two, three] = [await chat.connect(), await chat.connect(), await chat.connect()]
    await one.ask('subscribe', { room: 'a' })
    await two.ask('subscribe', { room: 'a' })
    await three.ask('subscribe', { room: 'b' })
    assert.equal((await three.ask('say', { remark: { room: 'a', text: 'hi' } })).success, true)
    for (const peer of [one, two]) {
      assert.deepEqual(await peer.next(), {
        type: 'event',
        event: 'said',
        data: { room: 'a', text: 'hi' },
      })
    }
    assert.deepEqual((await three.ask('pad', { size: 0 })).data, '')
  })

  it('is that of one process; a broadcast event reaches the sockets of all', async () => {
    await using here = await openChat()
    await using there = await openChat({ broker: here.broker })
    const [near, far] = [await here.connect(), await there.connect()]
    await near.ask('subscribe', { room: 'a' })
    await far.ask('subscribe', { room: 'a' })
    assert.equal(
      (await near.ask('invite', { socket_id: far.id, room: 'a' })).error.exc_type,
      'ConnectionNotFound',
    )
    await far.ask('say', { remark: { room: 'a', text: 'hi', at: '2026-01-31T00:00:00Z' } })
    const expected = { room: 'a', text: 'hi', at: '2026-01-31T00:00:00.000Z' }
    for (const peer of [near, far]) assert.deepEqual((await peer.next()).data, expected)
  })

  it('lets a method that another way has called speak, and name any socket', async () => {
    await using chat = await openChat()
    const [one, two] = [await chat.connect(), await chat.connect()]
    assert.deepEqual((await one.ask('invite', { socket_id: two.id, room: 'a' })).data, true)
    assert.deepEqual((await two.next()).data, { room: 'a' })
    await using cluster = await connect({ uri: chat.broker, log: quiet })
    const client = cluster.client(ChatClient)
    assert.equal(await client.listeners('a'), 1)
    assert.deepEqual(await two.next(), { type: 'event', event: 'counted', data: null })
    assert.equal(await client.listeners('b'), 0)
  })

  it('forgets a socket that has gone, and its method hears of it', async () => {
    await using chat = await openChat()
    await using cluster = await connect({ uri: chat.broker, log: quiet })
    const peer = await chat.connect()
    await peer.ask('subscribe', { room: 'a' })
    const begun = once(waits, 'begun')
    peer.send('{"method":"wait"}')
    await begun
    const over = once(waits, 'over')
    peer.socket.terminate()
    assert.deepEqual(await over, [true])
    assert.equal(await cluster.client(ChatClient).listeners('a'), 0)
  })

  it('sorts subscriptions, holds each once, and takes no more than it may', async () => {
    await using chat = await openChat({ webSocket: { maxSubscriptions: 2 } })
    const peer = await chat.connect()
    await peer.ask('subscribe', { room: 'b' })
    await peer.ask('subscribe', { room: 'a' })
    assert.deepEqual((await peer.ask('subscribe', { room: 'a' })).data, ['a', 'b'])
    const { error } = await peer.ask('subscribe', { room: 'c' })
    assert.match(error.value, /^Overloaded .*websocket_max_subscriptions allows no more/)
    assert.deepEqual((await peer.ask('unsubscribe', { room: 'b' })).data, ['a'])
  })

  it('asks for the id of a socket where none has brought the call', async () => {
    await using cluster = await testCluster([chatServer], { config: ANY_PORT })
    await assert.rejects(
      cluster.hook(ChatService).subscribe('a'),
      new TypeError(
        'chat_service.subscribe was not called over a web socket: tell WebSocketHub the id of the one that is meant',
      ),
    )
  })

  it('is replaced in a unit test like any token', () => {
    const told: unknown[] = []
    const hub: WebSocketHub = {
      subscribe: () => {},
      unsubscribe: () => {},
      subscriptions: () => ['a'],
      broadcast: (...said) => told.push(said),
      unicast: () => true,
    }
    const chat = worker(ChatService, [
      replace(WebSocketHub, hub),
      replace(ChatEvents, {} as never),
      replace(socketId, 'a-1'),
      replace(authToken, undefined),
    ])
    chat.hear({ room: 'a', text: 'hi' })
    assert.deepEqual(told, [['a', 'said', { room: 'a', text: 'hi' }]])
  })
})
