import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type IncomingCall, incoming, type Logger, redactedArgs, run } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { chatServer } from '../golden/chat/src/generated/chat.server.js'
import { quiet } from '../support/quiet.js'
import { openChat } from './chat.js'
import { connectTo } from './peer.js'

describe('a method that fails', () => {
  it('answers with the code and the data of an error that it declares', async () => {
    await using chat = await openChat()
    const peer = await chat.connect()
    const { success, error } = await peer.ask('subscribe', { room: 'closed' })
    assert.equal(success, false)
    assert.deepEqual(error, {
      exc_type: 'NotWelcome',
      exc_path: 'chat_service.NotWelcome',
      exc_args: ['not welcome in closed'],
      value: 'not welcome in closed',
      retry: 'unknown',
      code: 'chat.NotWelcome',
      data: { room: 'closed' },
    })
  })

  it('answers with the name and the message of any other, as over RPC, and logs it', async () => {
    const { log, logged } = recorder()
    await using chat = await openChat({ log })
    const peer = await chat.connect()
    assert.deepEqual((await peer.ask('fail', { how: 'wrong' })).error, {
      exc_type: 'Error',
      exc_path: 'chat_service.Error',
      exc_args: ['secret of the house'],
      value: 'secret of the house',
    })
    assert.equal((await peer.ask('fail', { how: 'unlucky' })).error.exc_type, 'Unlucky')
    assert.deepEqual(
      logged.filter(([level]) => level !== 'info'),
      [
        ['error', 'chat_service.fail failed'],
        ['warn', 'chat_service.fail failed'],
      ],
    )
  })

  it('goes on being called: its socket stays open', async () => {
    await using chat = await openChat()
    const peer = await chat.connect()
    await peer.ask('fail', { how: 'wrong' })
    assert.equal((await peer.ask('pad', { size: 1 })).data, 'x')
  })
})

describe('interceptors', () => {
  it('stand around calls that web sockets bring, and hide what is sensitive', async () => {
    const seen: unknown[] = []
    const tell = incoming((call: IncomingCall, next) => {
      seen.push([call.kind, call.method, redactedArgs(call)])
      return next()
    })
    await using broker = await openChat({ definitions: [] })
    const config = await loadConfig({ broker: broker.broker })
    await using running = await run([chatServer], {
      config: { ...config, webServer: { host: '127.0.0.1', port: 0 } },
      log: quiet,
      interceptors: [tell],
    })
    const peer = await connectTo(`${running.http}/ws`)
    await peer.ask('say', { remark: { room: 'a', text: 'hush' } })
    await peer.ask('who')
    assert.deepEqual(
      seen.filter((call) => (call as [string])[0] === 'websocket'),
      [
        ['websocket', 'say', { remark: { room: 'a', text: '********' } }],
        ['websocket', 'whoAmI', { loudly: undefined }],
      ],
    )
    await peer.close()
  })
})

function recorder(): { readonly log: Logger; readonly logged: [level: string, what: string][] } {
  const logged: [string, string][] = []
  const note = (level: string) => (what: string) => void logged.push([level, what])
  return { logged, log: { ...quiet, error: note('error'), warn: note('warn') } }
}
