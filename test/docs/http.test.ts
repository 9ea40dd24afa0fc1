import assert from 'node:assert/strict'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Broker, startBroker } from 'mycelia/broker'
import { type RunningCommand, runCommand, startCommand } from '../support/command.js'
import { makeProject, type TestProject } from '../support/project.js'
import { quiet } from '../support/quiet.js'
import { wordsOf } from './read-document.js'

const text = readFileSync(new URL('../../docs/http.md', import.meta.url), 'utf8')
const snippets = [...text.matchAll(/^```ts\n\/\/ (src\/\S+)\n(.*?)^```$/gms)]
const commands = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, body]) =>
  body!.trim().split('\n'),
)
const [, problem] = /^```json\n(.*?)^```$/ms.exec(text)!

const TYPES = fileURLToPath(new URL('../../node_modules/@types', import.meta.url))

/** As a user's: a Response is one of Node's. */
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    types: ['node'],
    strict: true,
    rootDir: 'src',
  },
  include: ['src'],
})

describe('docs/http.md', () => {
  let broker: Broker
  let project: TestProject
  let service: RunningCommand
  let url: string

  before(async () => {
    broker = await startBroker({ log: quiet })
    const config = `AMQP_URI: '${broker.uri}'\nWEB_SERVER_ADDRESS: '127.0.0.1:0'\n`
    const files = snippets.map(([, file, code]) => [file!, code!])
    project = makeProject({
      ...Object.fromEntries(files),
      'config.yaml': config,
      'tsconfig.json': TSCONFIG,
    })
    symlinkSync(TYPES, join(project.folder, 'node_modules/@types'))
    service = startCommand('mycelia', ['run'], { cwd: project.folder })
    const started = await service.until('stdout', /Listening on .*\n/)
    url = /^Listening on (http:\/\/127\.0\.0\.1:\d+)$/m.exec(started)![1]!
  })
  after(async () => {
    await service[Symbol.asyncDispose]()
    project[Symbol.dispose]()
    await broker.close()
  })

  it('shows the answer to an error', async () => {
    const answer = await fetch(`${url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sku: 'a', quantity: 11 }),
    })
    assert.deepEqual(await answer.json(), JSON.parse(problem!))
  })

  for (const command of commands) {
    it(`shows a command that does its work: ${command}`, async () => {
      const [npx, no, name, ...args] = wordsOf(command)
      assert.deepEqual([npx, no, name], ['npx', '--no', 'mycelia'])
      const { code, stderr } = await runCommand('mycelia', args, { cwd: project.folder })
      assert.deepEqual([code, stderr], [0, ''])
    })
  }

  it('shows commands that leave a project in order', async () => {
    const { code } = await runCommand('mycelia', ['generate'], { cwd: project.folder })
    assert.equal(code, 0)
    assert.deepEqual(Object.keys(JSON.parse(project.read('openapi.json')).paths), [
      '/orders',
      '/orders/{id}',
      '/orders/{id}/parcels',
      '/robots.txt',
    ])
  })
})
