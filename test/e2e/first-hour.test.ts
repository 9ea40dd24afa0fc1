import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { checkout } from '../scaffold/checkout.js'
import { temporaryFolder } from '../scaffold/temporary-folder.js'
import { type LocalRegistry, startRegistry } from './local-registry.js'

/**
 * Builds of native packages for machines unlike this one, and what `ws` would be faster with: npm asks,
 * and does without.
 */
const OPTIONAL =
  /(?:^bufferutil$|^utf-8-validate$|aix|android|darwin|freebsd|fsevents|linux|netbsd|openbsd|openharmony|sunos|wasm|win32)/

/** The README's way, with what is published instead of a checkout: nothing here can lean on one. */
describe('the first hour, from packed packages, with an empty cache', {
  skip: process.platform === 'win32' ? 'its commands are those of Unix' : false,
}, () => {
  const folder = temporaryFolder({ after })
  const tools = join(folder, 'tools')
  const project = join(folder, 'greeting')
  const readme = readFileSync(join(checkout, 'README.md'), 'utf8')
  const commands = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, body]) =>
    body!.trim().split('\n'),
  )
  let registry: LocalRegistry
  let port: number
  let uri: string

  before(async () => {
    const packages = join(folder, 'packages')
    for (const path of [packages, tools]) mkdirSync(path)
    await run(`npm pack . ./runtime --ignore-scripts --pack-destination ${packages}`, checkout)
    const archive = (name: string): string =>
      join(packages, readdirSync(packages).find((file) => file.startsWith(`${name}-`))!)
    registry = await startRegistry({
      [checkout]: archive('create-service'),
      [join(checkout, 'runtime')]: archive('mycelia'),
    })
    port = await freePort()
    uri = `amqp://guest:guest@127.0.0.1:${port}//`
    await run(`npm install ${archive('create-service')}`, tools)
  })
  after(() => registry[Symbol.asyncDispose]())

  it('makes a project and installs it, without a warning', async () => {
    const said = await run(readmes(/^npx --no create-service greeting /), tools)
    assert.doesNotMatch(said, /warning/i)
    assert.match(readFileSync(join(project, 'package.json'), 'utf8'), /"mycelia": "\^\d/)
  })

  it('found all that the packages need where their manifests say', () => {
    const needed = registry.missing.filter((path) => !OPTIONAL.test(path))
    assert.deepEqual(needed, [])
  })

  it('type-checks and tests what was made', async () => {
    await run('npm run check', project)
    assert.match(await run('npm test', project), /pass 1\b/)
  })

  it('serves it, without a broker at hand, and again when it has changed', async () => {
    await using dev = start(readmes(/^npm run dev$/), project)
    await dev.until(/^serving: /m)
    const call = readmes(/^npx --no mycelia call /)
    assert.equal(await run(call, project), '"Hello, ujun!"\n')

    const path = join(project, 'src', 'greeting.service.ts')
    const source = readFileSync(path, 'utf8')
    const from = dev.said().length
    writeFileSync(path, source.replace('Hello,', 'Welcome,'))
    await dev.until(/^serving again: /m, from)
    assert.equal(await run(call, project), '"Welcome, ujun!"\n')
    writeFileSync(path, source)
  })

  it('builds a program, which the client of the README calls', async () => {
    await run('npm run build', project)
    await using broker = start(`npx --no mycelia broker --port ${port}`, project)
    await broker.until(/amqp:\/\//)
    await using program = start('node dist/main.js', project)
    await program.until(/Connected to/)
    const [snippet] = /^import \{ connect \}.*?(?=^```$)/ms.exec(readme)!
    const file = join(project, 'src', 'call.ts')
    writeFileSync(file, snippet.replace("'amqp://localhost'", `'${uri}'`))
    appendFileSync(file, "console.log(await greeting.hello('ada'))\n")
    assert.equal(await run('node --import tsx src/call.ts', project), 'Hello, ada!\n')
    await run('npm run check', project)
  })

  /** The command as it stands in the README. */
  function readmes(pattern: RegExp): string {
    const command = commands.find((line) => pattern.test(line))
    assert.ok(command !== undefined, `the README has a command like ${pattern}`)
    return command
  }

  /** Runs a line to its end, which has to be a good one. @returns what it said */
  async function run(line: string, cwd: string): Promise<string> {
    const { child, said, closed } = start(line, cwd)
    await closed
    assert.equal(child.exitCode, 0, `${line}\n${said()}`)
    return said()
  }

  function start(line: string, cwd: string): Running {
    const { AMQP_URI, FORCE_COLOR, NODE_OPTIONS, NODE_TEST_CONTEXT, ...inherited } = process.env
    const outer = Object.entries(inherited).filter(([name]) => !/^npm_/i.test(name))
    const child = spawn('sh', ['-c', line], {
      cwd,
      env: {
        ...Object.fromEntries(outer),
        HOME: folder,
        NO_COLOR: '1',
        npm_config_cache: join(folder, 'cache'),
        npm_config_update_notifier: 'false',
        ...(registry !== undefined && { npm_config_registry: registry.url }),
        ...(uri !== undefined && { AMQP_URI: uri }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that a signal reaches what the shell has started.
      detached: true,
    })
    return watch(child)
  }
})

interface Running extends AsyncDisposable {
  readonly child: ChildProcess
  readonly closed: Promise<unknown>
  said(): string
  /** Resolves when what it said from a place on matches. */
  until(pattern: RegExp, from?: number): Promise<RegExpExecArray>
}

function watch(child: ChildProcess): Running {
  let said = ''
  const closed = once(child, 'close')
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text
      child.emit('said')
    })
  }
  return {
    child,
    closed,
    said: () => said,
    async until(pattern, from = 0) {
      for (;;) {
        const match = pattern.exec(said.slice(from))
        if (match !== null) return match
        const ended = closed.then(() => assert.fail(`it ended before ${pattern}:\n${said}`))
        await Promise.race([once(child, 'said'), ended])
      }
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGTERM')
      await closed
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
