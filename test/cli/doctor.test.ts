import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { connect as connectRaw } from 'amqplib'
import { version } from '../../runtime/version.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { runCommand } from '../support/command.js'
import { GREETING, makeProject, type TestProject } from '../support/project.js'

/** Nothing listens there. */
const NOWHERE = 'amqp://guest:guest@127.0.0.1:1'

interface Finding {
  readonly check: string
  readonly status: string
  readonly message: string
  readonly advice?: string
}

/** Runs it, and gives what it found by the name of the check. */
async function examine(
  project: TestProject,
  args: readonly string[] = [],
): Promise<{ readonly code: number | null; readonly found: Readonly<Record<string, Finding>> }> {
  const { code, stdout } = await runCommand('mycelia', ['doctor', '--json', ...args], {
    cwd: project.folder,
  })
  const findings: readonly Finding[] = JSON.parse(stdout)
  return { code, found: Object.fromEntries(findings.map((finding) => [finding.check, finding])) }
}

for (const broker of brokers) {
  describe(`mycelia doctor on ${broker.name}`, () => {
    let opened: OpenBroker
    let project: TestProject

    before(async () => {
      opened = await broker.open()
      project = makeProject({ 'src/greeting.service.ts': GREETING })
      project.write('config.yaml', `AMQP_URI: '${opened.uri}'\n`)
      await runCommand('mycelia', ['generate'], { cwd: project.folder })
    })
    after(async () => {
      project[Symbol.dispose]()
      await opened.close()
    })

    it('prints a line for each check, and exits 0 where all is well', async () => {
      const { code, stdout, stderr } = await runCommand('mycelia', ['doctor'], {
        cwd: project.folder,
      })
      assert.deepEqual([code, stderr], [0, ''])
      assert.deepEqual(
        stdout
          .trimEnd()
          .split('\n')
          .map((line) => line.split(/\s+/, 2).join(' ')),
        [
          'ok node',
          'ok packages',
          'ok typescript',
          'ok generated',
          'ok config',
          'ok broker',
          'ok login',
          'ok permissions',
          'ok services',
        ],
      )
      assert.ok(!stdout.includes('guest:guest'), 'the password is masked')
    })

    it('tells which broker it is, in which version', async () => {
      const { found } = await examine(project)
      assert.match(found.broker!.message, /^\S+ \d+\.\d+/)
      assert.ok(broker.name.endsWith(found.broker!.message.split(' ')[1]!))
    })

    it('finds a wrong password, and shows none', async () => {
      const uri = new URL(opened.uri)
      uri.password = 'wrong-secret'
      const { code, found } = await examine(project, ['--broker', uri.href])
      assert.equal(code, 1)
      assert.equal(found.broker!.status, 'ok')
      assert.equal(found.login!.status, 'problem')
      assert.match(found.login!.message, /refused the login of user "guest"/)
      assert.doesNotMatch(JSON.stringify(found), /wrong-secret/)
    })

    it('finds that what calls need cannot be declared', async () => {
      const own = await broker.open()
      try {
        const raw = await connectRaw(own.uri)
        await (await raw.createChannel()).assertExchange('nameko-rpc', 'fanout')
        await raw.close()
        const { code, found } = await examine(project, ['--broker', own.uri])
        assert.equal(code, 1)
        assert.equal(found.permissions!.status, 'problem')
        assert.match(found.permissions!.message, /PRECONDITION_FAILED.*nameko-rpc/)
        assert.match(found.permissions!.advice!, /delete it, or use another virtual host/)
        assert.equal(found.services, undefined)
      } finally {
        await own.close()
      }
    })

    it('finds a virtual host that is not there', async () => {
      const uri = new URL(opened.uri)
      uri.pathname = '/nosuch'
      const { code, found } = await examine(project, ['--broker', uri.href])
      assert.equal(code, 1)
      assert.match(found.login!.message, /virtual host "nosuch"/)
    })
  })
}

describe('mycelia doctor', () => {
  let project: TestProject
  beforeEach(() => {
    project = makeProject({ 'src/greeting.service.ts': GREETING })
  })
  afterEach(() => project[Symbol.dispose]())

  const look = () => examine(project, ['--broker', NOWHERE])

  it('finds that no broker answers, and says what to do', async () => {
    const { code, found } = await look()
    assert.equal(code, 1)
    assert.equal(found.broker!.status, 'problem')
    assert.match(found.broker!.message, /no broker answers at amqp:\/\/guest:\*\*@127\.0\.0\.1:1/)
    assert.match(found.broker!.advice!, /start it, or correct AMQP_URI/)
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
    project.remove('src')
    assert.match((await look()).found.project!.message, /no services in src/)
  })
})

function install(project: TestProject, path: string, version: string): void {
  const folder = join(project.folder, path)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'mycelia', version }))
}
