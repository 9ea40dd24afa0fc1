import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Chat, openChat } from './chat.js'

describe('a request of a web socket', () => {
  let chat: Chat

  before(async () => {
    chat = await openChat({ settings: { httpContext: { auth_token: 'Authorization' } } })
  })
  after(() => chat[Symbol.asyncDispose]())

  it('is answered with the result of the method, and its own correlation id', async () => {
    const peer = await chat.connect()
    assert.deepEqual(await peer.ask('subscribe', { room: 'a' }), result(['a']))
    peer.send('{"method":"unsubscribe","data":{"room":"a"},"correlation_id":{"n":1}}')
    assert.deepEqual(await peer.next(), {
      type: 'result',
      success: true,
      data: [],
      correlation_id: { n: 1 },
    })
    peer.send('{"method":"pad","data":{"size":2}}')
    assert.deepEqual(await peer.next(), {
      type: 'result',
      success: true,
      data: 'xx',
      correlation_id: null,
    })
    await peer.close()
  })
})

function result(data: unknown): unknown {
  return { type: 'result', success: true, data, correlation_id: 'c' }
}
