import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { version } from '../../runtime/version.js'
import { runCommand } from '../support/command.js'
import { GREETING, makeProject, type TestProject } from '../support/project.js'
import { examine } from './examine.js'

/** Nothing listens there. */
const NOWHERE = 'amqp://guest:guest@127.0.0.1:1'

describe('mycelia doctor, where no broker answers,', () => {
  let project: TestProject
  beforeEach(() => {
    project = makeProject({})
  })
  afterEach(() => project[Symbol.dispose]())

  const look = () => examine(project, ['--broker', NOWHERE])

  it('finds that no broker answers, and says what to do', async () => {
    const { code, found } = await look()
    assert.equal(code, 1)
    assert.equal(found.broker!.status, 'problem')
    assert.match(found.broker!.message, /no broker answers at amqp:\/\/guest:\*\*@127\.0\.0\.1:1/)
    assert.match(found.broker!.advice!, /start it .*, or correct AMQP_URI/)
  })

  it('finds that somebody else than a broker answers', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    try {
      const { found } = await examine(project, ['--broker', `amqp://a:b@127.0.0.1:${port}`])
      assert.match(found.broker!.message, /it does not speak AMQP|connection was closed/)
    } finally {
      server.close()
    }
  })

  it('finds a runtime of another version than the tools', async () => {
    install(project, 'node_modules/mycelia', '0.0.1')
    const { found } = await look()
    assert.equal(found.packages!.status, 'problem')
    assert.match(found.packages!.message, /create-service is \S+, mycelia 0\.0\.1/)
  })

  it('finds that the runtime is not installed', async () => {
    rmSync(join(project.folder, 'node_modules/mycelia'))
    assert.equal((await look()).found.packages!.message, 'mycelia is not installed')
  })

  it('warns of several copies of the runtime', async () => {
    install(project, 'node_modules/@acme/client/node_modules/mycelia', version)
    const { found } = await look()
    assert.equal(found.packages!.status, 'warning')
    assert.match(found.packages!.message, /installed 2 times: .*@acme\/client/)
  })

  it('finds a configuration that cannot be read, and a key that is not meant', async () => {
    project.write('config.yaml', 'max_worker: 3\n')
    const odd = await look()
    assert.equal(odd.found.config!.status, 'warning')
    assert.match(odd.found.config!.message, /config\.yaml:1:1: max_worker .*max_workers/)
    project.write('config.yaml', 'max_workers: many\n')
    const { code, found } = await look()
    assert.equal(code, 1)
    assert.match(found.config!.message, /config\.yaml:1:\d+: max_workers/)
    assert.equal(found.broker, undefined)
  })

  it('says so where there is no project', async () => {
    assert.match((await look()).found.project!.message, /no services in src/)
  })
})

describe('mycelia doctor in a project', () => {
  let project: TestProject
  beforeEach(() => {
    project = makeProject({ 'src/greeting.service.ts': GREETING })
  })
  afterEach(() => project[Symbol.dispose]())

  const look = () => examine(project, ['--broker', NOWHERE])

  it('finds generated files that are missing, then stale ones', async () => {
    assert.match((await look()).found.generated!.message, /no generated files yet/)
    await runCommand('mycelia', ['generate'], { cwd: project.folder })
    assert.equal((await look()).found.generated!.status, 'ok')
    project.write('src/greeting.service.ts', GREETING.replace('name: string', 'name: number'))
    const { found } = await look()
    assert.match(found.generated!.message, /out of date: src\/generated\/greeting\./)
    assert.equal(found.generated!.advice, 'run `mycelia generate`')
  })

  it('finds source that cannot be read', async () => {
    project.write('src/greeting.service.ts', GREETING.replace('name: string', 'name: symbol'))
    assert.match((await look()).found.generated!.message, /src\/greeting\.service\.ts:7:\d+: /)
  })

  for (const [what, options, expected] of [
    ['legacy decorators', { experimentalDecorators: true }, /experimentalDecorators turns/],
    ['a target that keeps decorators', { target: 'esnext' }, /target "esnext" leaves decorators/],
  ] as const) {
    it(`finds ${what} in tsconfig.json, with the line`, async () => {
      const tsconfig = JSON.parse(project.read('tsconfig.json'))
      Object.assign(tsconfig.compilerOptions, options)
      project.write('tsconfig.json', JSON.stringify(tsconfig, null, 2))
      const { code, found } = await look()
      assert.equal(code, 1)
      assert.equal(found.typescript!.status, 'problem')
      assert.match(found.typescript!.message, /^tsconfig\.json:\d+:\d+/)
      assert.match(found.typescript!.message, expected)
    })
  }
})

function install(project: TestProject, path: string, version: string): void {
  const folder = join(project.folder, path)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'mycelia', version }))
}
