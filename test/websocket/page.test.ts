import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { run, type ServiceDefinition } from 'mycelia'
import { startBroker } from 'mycelia/broker'
import { loadConfig } from 'mycelia/config'
import { WebSocket } from 'ws'
import { generate } from '../../generator/generate.js'
import { makeProject, type TestProject } from '../support/project.js'
import { quiet } from '../support/quiet.js'

interface Page {
  openChat(url: string, show: (text: string) => void): Promise<Socket>
}

interface Socket {
  call(method: string, data?: unknown): Promise<unknown>
  close(): void
}

const text = readFileSync(new URL('../../docs/websockets.md', import.meta.url), 'utf8')
const files = Object.fromEntries(
  [...text.matchAll(/^```[jt]s\n\/\/ (\S+)\n(.*?)^```$/gms)].map(([, path, code]) => [
    path!,
    code!,
  ]),
)

describe('the page on web sockets', () => {
  let project: TestProject

  before(() => {
    project = makeProject({ ...files, 'public/package.json': '{ "type": "module" }' })
    // A browser has it, and so has Node from 22 on.
    ;(globalThis as { WebSocket: unknown }).WebSocket = WebSocket
  })
  after(() => project[Symbol.dispose]())

  it('has a service and a page that talk to each other, over several instances', async () => {
    const { problems } = await generate({ projectFolder: project.folder })
    assert.deepEqual(problems, [])
    const load = (path: string) => import(pathToFileURL(join(project.folder, path)).href)
    const { chatServer } = (await load('src/generated/chat.server.ts')) as {
      readonly chatServer: ServiceDefinition
    }
    const { openChat } = (await load('public/chat.js')) as Page
    await using broker = await startBroker({ log: quiet })
    const config = {
      ...(await loadConfig({ broker: broker.uri })),
      webServer: { host: '127.0.0.1', port: 0 },
    }
    await using here = await run([chatServer], { config, log: quiet })
    await using there = await run([chatServer], { config, log: quiet })
    const heard: string[] = []
    let all: () => void = () => {}
    const done = new Promise<void>((resolve) => (all = resolve))
    const chats = await Promise.all(
      [here, there].map(({ http }) =>
        openChat(`${http}/ws`.replace('http', 'ws'), (said) => {
          if (heard.push(said) === 2) all()
        }),
      ),
    )
    assert.equal(await chats[0]!.call('say', { remark: { room: 'lobby', text: 'hello' } }), null)
    await done
    assert.deepEqual(heard, ['hello', 'hello'])
    await assert.rejects(chats[0]!.call('leave'), Error)
    chats[0]!.close()
    chats[1]!.close()
    await assert.rejects(chats[1]!.call('enter', { room: 'a' }), /closed: 1005/)
  })
})
