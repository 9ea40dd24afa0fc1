import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Broker, startBroker } from '../../runtime/broker/index.js'
import { KNOWN_KEYS } from '../../runtime/config/known-keys.js'
import { linkPackages } from '../scaffold/link-packages.js'
import { runCommand } from '../support/command.js'
import { wordsOf } from './read-document.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Pages whose commands a test of their own runs: projects.test.ts, and those named after them. */
const TRIED_ELSEWHERE = [
  'calling-another-service.md',
  'calling-python.md',
  'events.md',
  'http.md',
  'shell.md',
  'timers.md',
]
const DOCUMENTS = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((page) => !TRIED_ELSEWHERE.includes(page))
    .map((page) => `docs/${page}`),
]
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** Commands that are run here, in this order, and the exit code that they end with. */
const RUN: ReadonlyMap<string, number> = new Map([
  ['npm run build', 0],
  ['node --import tsx --test src/alone.test.ts', 0],
  ['node --import tsx --test src/served.test.ts', 0],
  ['npx --no mycelia show-config', 0],
  ['npx --no mycelia doctor', 0],
])

/** Commands that serve until they are ended; a call is made meanwhile. */
const SERVE = ['npm start', 'npm run dev', 'node dist/main.js']
const CALL = 'npx --no mycelia call greeting_service.hello ujun'

/** Made when the method has been changed as docs/first-service.md shows, and refused. */
const WRONG_CALL = 'npx --no mycelia call greeting_service.hello ujun twice'

/** Run before all others: it makes the project. test/e2e/first-hour.test.ts also installs it. */
const MAKE = 'npx --no create-service greeting --dir ../greeting --yes'

/** Commands that are not run here, and why. */
const NOT_RUN: ReadonlyMap<string, string> = new Map([
  ['npm ci', 'it has been run where tests run'],
  ['npm test', 'it is what runs this'],
  ['npm run demo', 'test/demo.test.ts runs it'],
  ['npm run bench -- compare', 'test/bench/compare.test.ts runs its short form'],
  ['cd ../greeting', 'the commands behind it are run there'],
  ['npx --no mycelia add ../greeting', 'calling-another-service.test.ts runs it'],
  ['npx --no create-service shop --template gateway --dir ../shop --yes', 'a second installation'],
  ['docker compose up --detach --wait rabbitmq', 'needs Docker'],
  ['docker compose up --build --detach --wait', 'needs Docker'],
  [
    'npx --no mycelia permissions --passwords passwords.json --out definitions.json',
    'test/operations/permissions.test.ts and management.test.ts run it',
  ],
  ['npx --no mycelia topology', 'test/operations/topology.test.ts runs it'],
  ['npx --no mycelia topology --check', 'test/operations/topology.test.ts runs it'],
  ['npx --no mycelia topology --apply', 'test/operations/topology.test.ts runs it'],
  [
    `printf 'SERVICE_PASSWORD=%s\\n' "$(node -p 'crypto.randomUUID()')" >> .env`,
    "needs Docker's broker",
  ],
  ['npm run permissions', 'management.test.ts runs it'],
  ['set -a && . ./.env && set +a', "needs Docker's broker"],
  ['AMQP_URI=amqps://user:password@broker.example.com node dist/main.js', 'needs that broker'],
])

describe('the commands in the documents', () => {
  let folder: string
  let project: string
  let broker: Broker

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mycelia-docs-'))
    project = join(folder, 'greeting')
    broker = await startBroker()
    const args = wordsOf(MAKE.replace('../greeting', project)).slice(3)
    const flags = ['--no-git', '--no-install']
    const { code, stderr } = await runCommand('create-service', [...args, ...flags], { cwd: ROOT })
    assert.equal(code, 0, stderr)
    await linkPackages(project)
    for (const [, file, text] of read('docs/testing.md').matchAll(
      /^```ts\n\/\/ (src\/\S+)\n(.*?)^```$/gms,
    )) {
      writeFileSync(join(project, file!), text!)
    }
  })
  after(async () => {
    await broker.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('are all run, or known not to be', () => {
    const written = DOCUMENTS.flatMap((path) =>
      [...read(path).matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, body]) =>
        body!.trim().split('\n'),
      ),
    )
    const known = [MAKE, CALL, WRONG_CALL, ...SERVE, ...RUN.keys(), ...NOT_RUN.keys()]
    assert.deepEqual([...new Set(written)].sort(), known.sort())
  })

  for (const [line, expected] of RUN) {
    it(`end as they should: ${line}`, async () => {
      const { child, output } = start(line)
      const [code] = await once(child, 'close')
      assert.equal(code, expected, output())
    })
  }

  for (const line of SERVE) {
    it(`serve calls: ${line}`, () =>
      serving(line, async () => {
        const call = start(CALL)
        await once(call.child, 'close')
        assert.equal(call.output(), '"Hello, ujun!"\n')
      }))
  }

  it(`are refused where the document says so: ${WRONG_CALL}`, async () => {
    const [changed] = /^ {2}@rpc\n {2}hello\(name: string, times.*?(?=^```$)/ms.exec(
      read('docs/first-service.md'),
    )!
    const file = join(project, 'src/greeting.service.ts')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^ {2}@rpc\n.*?^ {2}\}\n/ms, changed))
    await serving('npm start', async () => {
      const call = start(WRONG_CALL)
      const [code] = await once(call.child, 'close')
      assert.equal(code, 1)
      assert.match(call.output(), /InvalidArguments.*times/s)
    })
  })

  /** Does something while a command serves. */
  async function serving(line: string, work: () => Promise<void>): Promise<void> {
    const { child, output } = start(line)
    const closed = once(child, 'close')
    try {
      while (!/Connected to/.test(output())) {
        await Promise.race([once(child.stdout!, 'data'), closed])
        assert.equal(child.exitCode, null, output())
      }
      await work()
    } finally {
      if (child.exitCode === null) process.kill(-child.pid!, 'SIGTERM')
      await closed
    }
  }

  function start(line: string): { child: ChildProcess; output: () => string } {
    const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, FORCE_COLOR: ___, ...env } = process.env
    const [program = '', ...args] = wordsOf(line)
    const child = spawn(program, args, {
      cwd: project,
      env: { ...env, NO_COLOR: '1', AMQP_URI: broker.uri },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: what it has started ends with it.
      detached: true,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text
      })
    }
    return { child, output: () => said }
  }
})

describe('the names in the documents', () => {
  it('are the keys of the configuration, all of them', () => {
    const keys = [...read('docs/configuration.md').matchAll(/^\| `(\w+)`/gm)].map(([, key]) => key!)
    assert.deepEqual(keys.sort(), [...KNOWN_KEYS].sort())
  })

  it('are commands that exist', () => {
    const commands = readdirSync(join(ROOT, 'cli/commands')).map((file) => file.slice(0, -3))
    const pages = readdirSync(join(ROOT, 'docs')).map((file) => `docs/${file}`)
    for (const path of ['README.md', ...pages]) {
      for (const [, name] of read(path).matchAll(/(?:`|npx --no )mycelia ([a-z][a-z-]*)/g)) {
        assert.ok(commands.includes(name!), `${path}: mycelia ${name}`)
      }
    }
  })
})
