import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { waits } from '../golden/chat/src/chat.service.js'
import { type Chat, openChat } from './chat.js'
import type { Peer } from './peer.js'

describe('a request of a web socket', () => {
  let chat: Chat
  let peer: Peer

  before(async () => {
    chat = await openChat({ settings: { httpContext: { auth_token: 'Authorization' } } })
    peer = await chat.connect({ headers: { authorization: 'Bearer secret' } })
  })
  after(() => chat[Symbol.asyncDispose]())

  it('is answered with the result of the method, and its own correlation id', async () => {
    assert.deepEqual(await peer.ask('pad', { size: 2 }), result('xx'))
    peer.send('{"method":"pad","data":{"size":1},"correlation_id":{"n":1}}')
    assert.deepEqual(await peer.next(), {
      type: 'result',
      success: true,
      data: 'x',
      correlation_id: { n: 1 },
    })
  })

  it('has values converted as RPC has them', async () => {
    assert.deepEqual(
      await peer.ask('later', { by: '2026-01-31T00:00:00Z' }),
      result('2026-01-31T00:00:01.000Z'),
    )
  })

  it('goes by the names on the wire', async () => {
    assert.deepEqual(
      await peer.ask('who', { loudly: true }),
      result({ id: peer.id.toUpperCase(), token: 'secret' }),
    )
    assert.equal(pathOf(await peer.ask('whoAmI')), 'nameko.exceptions.MethodNotFound')
    assert.equal(
      pathOf(await peer.ask('invite', { socketId: peer.id, room: 'a' })),
      'nameko.exceptions.IncorrectSignature',
    )
  })

  it('brings along its id, and context data of the request that opened the socket', async () => {
    assert.deepEqual(await peer.ask('who'), result({ id: peer.id, token: 'secret' }))
    const other = await chat.connect()
    assert.deepEqual(await other.ask('who'), result({ id: other.id }))
    assert.notEqual(other.id, peer.id)
    await other.close()
  })

  it('waits for those before it, and those of other sockets do not', async () => {
    const begun = once(waits, 'begun')
    peer.send('{"method":"wait","correlation_id":1}')
    peer.send('{"method":"pad","data":{"size":1},"correlation_id":2}')
    await begun
    const other = await chat.connect()
    assert.deepEqual(await other.ask('pad', { size: 1 }), result('x'))
    await other.close()
    waits.emit('go on')
    const answers = [await peer.next(), await peer.next()]
    assert.deepEqual(
      answers.map(({ correlation_id }) => correlation_id),
      [1, 2],
    )
  })

  it('is refused where an argument is of another type, and no method runs', async () => {
    const { error } = await peer.ask('pad', { size: 'two' })
    assert.equal(error.exc_path, 'mycelia.InvalidArguments')
    assert.deepEqual(error.problems, [
      { path: 'size', message: 'Invalid input: expected number, received string' },
    ])
  })

  it('is refused without a word on what is sensitive', async () => {
    const { error } = await peer.ask('say', { remark: { room: 'a', text: 42 } })
    assert.deepEqual(error.problems, [
      { path: 'remark.text', message: '******** is not what it may be' },
    ])
  })

  it('may come as bytes', async () => {
    peer.send(Buffer.from('{"method":"pad","data":{"size":1},"correlation_id":"c"}'))
    assert.deepEqual(await peer.next(), result('x'))
  })

  for (const text of ['{', '[]', '{"data":{}}', '{"method":"pad","data":{"__proto__":{}}}']) {
    it(`is refused where it is none: ${text}`, async () => {
      peer.send(text)
      const { correlation_id, error } = await peer.next()
      assert.equal(correlation_id, null)
      assert.deepEqual(error, {
        exc_type: 'MalformedRequest',
        exc_path: 'nameko.exceptions.MalformedRequest',
        exc_args: ['Invalid JSON data'],
        value: 'Invalid JSON data',
      })
    })
  }
})

function result(data: unknown): unknown {
  return { type: 'result', success: true, data, correlation_id: 'c' }
}

function pathOf({ error }: { readonly error: { readonly exc_path: string } }): string {
  return error.exc_path
}
