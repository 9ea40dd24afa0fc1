import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { breakOff } from './break-off.js'

describe('breakOff', () => {
  let server: Server
  let client: Socket
  let accepted: Socket

  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    const [[socket]] = await Promise.all([once(server, 'connection'), once(client, 'connect')])
    accepted = socket as Socket
  })
  afterEach(() => server.close())

  it('resets a connection', async () => {
    const failed = once(accepted, 'error')
    breakOff(client)
    const [error] = await failed
    assert.equal(error.code, 'ECONNRESET')
  })

  it('closes a connection whose goodbye is under way', async () => {
    accepted.resume()
    client.end()
    breakOff(client)
    await Promise.all([once(client, 'close'), once(accepted, 'close')])
  })
})
