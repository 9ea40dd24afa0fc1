import assert from 'node:assert/strict'
import { copyFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { connect } from 'mycelia'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { type RunningProgram, startProgram } from '../support/program.js'
import { scaffoldLinked } from './linked-project.js'
import { temporaryFolder } from './temporary-folder.js'

/** Two services in one file; one fails, at a place that its stack is to tell. */
const TWO_SERVICES = `import { rpc, service } from 'mycelia'

interface Reason {
  readonly text: string
}

@service('failing_service')
export class FailingService {
  @rpc
  fail(): void {
    const reason: Reason = { text: 'on purpose' }
    throw new Error(reason.text)
  }
}

@service('counting_service')
export class CountingService {
  @rpc
  count(words: string[]): number {
    return words.length
  }
}
`

describe('a built project', () => {
  /** Holds what an image holds, and nothing else. */
  const image = temporaryFolder({ after })
  const ready = build()
  before(() => ready)

  async function build(): Promise<void> {
    const project = await scaffoldLinked({ after }, 'shop', '--template', 'gateway')
    await writeFile(join(project.folder, 'src', 'two.service.ts'), TWO_SERVICES)
    const { code, stdout, stderr } = await project.mycelia(['build'])
    assert.equal(code, 0, stdout + stderr)
    await mkdir(join(image, 'dist'))
    for (const path of ['dist/main.js', 'dist/main.js.map', 'config.yaml']) {
      await copyFile(join(project.folder, path), join(image, path))
    }
  }

  function start(env: Readonly<Record<string, string>> = {}, cwd = image): RunningProgram {
    const { AMQP_URI, NODE_OPTIONS, NODE_PATH, ...inherited } = process.env
    return startProgram(join(image, 'dist', 'main.js'), [], { cwd, env: { ...inherited, ...env } })
  }

  for (const broker of brokers) {
    describe(`on ${broker.name}`, () => {
      let opened: OpenBroker
      before(async () => {
        opened = await broker.open()
      })
      after(() => opened.close())

      it('serves all its services without packages or sources, and stops on SIGTERM', async () => {
        await using program = start({ AMQP_URI: opened.uri })
        await program.until('stdout', /Connected to amqp:\/\/guest:\*\*@/)
        const cluster = await connect({ uri: opened.uri })
        try {
          const { shop_service: shop, counting_service: counting } = cluster.rpc
          const greetings = await onceServed(() => shop!.welcome!(['ada', 'bob']))
          assert.deepEqual(greetings, ['Hello, ada!', 'Hello, bob!'])
          assert.equal(await onceServed(() => counting!.count!(['a', 'b', 'c'])), 3)
          await assert.rejects(shop!.welcome!('ada'), { code: 'InvalidArguments' })
        } finally {
          await cluster.close()
        }
        program.child.kill('SIGTERM')
        const { code, stdout, stderr } = await program.ended
        assert.equal(code, 0, stderr)
        const names = 'counting_service, failing_service, greeting_service, shop_service'
        assert.match(stdout, new RegExp(`^starting services: ${names}\n`))
        assert.match(stdout, new RegExp(`\nstopping services: ${names}\n$`))
      })

      it('tells where in the TypeScript an error came from', async () => {
        await using program = start({ AMQP_URI: opened.uri })
        await program.until('stdout', /Connected/)
        const cluster = await connect({ uri: opened.uri })
        try {
          await assert.rejects(cluster.rpc.failing_service!.fail!(), /on purpose/)
        } finally {
          await cluster.close()
        }
        const line = TWO_SERVICES.split('\n').findIndex((line) => line.includes('throw new')) + 1
        await program.until('stderr', new RegExp(`src/two\\.service\\.ts:${line}:11\\)`))
      })

      it('is configured by the file beside it when it is started from elsewhere', async (t) => {
        const elsewhere = temporaryFolder(t)
        await cp(image, join(elsewhere, 'app'), { recursive: true })
        await writeFile(join(elsewhere, 'app', 'config.yaml'), `AMQP_URI: '${opened.uri}'\n`)
        const { AMQP_URI, ...env } = process.env
        const main = join(elsewhere, 'app', 'dist', 'main.js')
        await using program = startProgram(main, [], { cwd: elsewhere, env })
        const { port, pathname } = new URL(opened.uri)
        const vhost = decodeURIComponent(pathname).replaceAll('/', '')
        await program.until('stdout', new RegExp(`Connected to .*:${port}//?${vhost}\n`))
      })
    })
  }

  it('is stopped by a signal also while it waits for the broker', async () => {
    // Nobody listens at the port of a protocol that is long gone.
    await using program = start({ AMQP_URI: 'amqp://127.0.0.1:9' })
    await program.until('stderr', /no connection to amqp:\/\/guest:\*\*@127\.0\.0\.1:9/)
    program.child.kill('SIGINT')
    assert.equal((await program.ended).code, 0)
  })

  it('writes lines of JSON in production, from the first to the last', async (t) => {
    const folder = temporaryFolder(t)
    await writeFile(
      join(folder, 'config.yaml'),
      "max_worker: 3\nAMQP_URI: 'amqp://me:hunter22@127.0.0.1:9'\nshop: {secret: ECONNREFUSED}\n",
    )
    const { AMQP_URI, ...env } = process.env
    const production = { ...env, NODE_ENV: 'production' }
    const main = join(image, 'dist', 'main.js')
    await using waiting = startProgram(main, [], { cwd: folder, env: production })
    await waiting.until('stderr', /no connection/)
    waiting.child.kill('SIGTERM')
    const { stdout, stderr } = await waiting.ended
    assert.match(stdout, /^starting services: .*\nstopping services: .*\n$/)
    const [warning, trouble] = linesOf(stderr)
    assert.equal(warning!.level, 'warn')
    assert.match(warning!.msg, /max_worker is not a key .* did you mean max_workers/)
    assert.match(
      trouble!.msg,
      /^no connection to amqp:\/\/me:\*\*@127\.0\.0\.1:9.*\*\*.*next attempt/,
    )
    assert.ok(!/hunter22|ECONNREFUSED/.test(stderr), stderr)

    await writeFile(join(folder, 'config.yaml'), 'max_workers: many\nHEARTBEAT: x\n')
    await using wrong = startProgram(main, [], { cwd: folder, env: production })
    const failed = await wrong.ended
    assert.deepEqual([failed.code, failed.stdout], [1, ''])
    assert.deepEqual(
      linesOf(failed.stderr).map(({ level, msg }) => [level, msg.split(': ')[1]]),
      [
        ['error', 'HEARTBEAT'],
        ['error', 'max_workers'],
      ],
    )
  })

  it('tells a wrong configuration in a line, and ends with 1', async (t) => {
    const folder = temporaryFolder(t)
    await writeFile(join(folder, 'config.yaml'), 'max_workers: many\n')
    await using program = start({}, folder)
    const { code, stdout, stderr } = await program.ended
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(stderr, /^error: config\.yaml:1:\d+: max_workers.*\n$/)
  })

  it('has a source map that leads to the TypeScript, and holds nothing of the tools', async () => {
    const map = JSON.parse(await readFile(join(image, 'dist', 'main.js.map'), 'utf8'))
    assert.ok(map.sources.includes('../src/shop.service.ts'), map.sources.slice(-5).join())
    assert.ok(!map.sources.some((source: string) => source.includes('ts-morph')))
  })
})

function linesOf(text: string): { readonly level: string; readonly msg: string }[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('mycelia build', () => {
  const project = scaffoldLinked({ after }, 'orders')
  it('refuses types that do not fit, and leaves what was built before', async (t) => {
    const { folder, mycelia } = await project
    await mycelia(['build'])
    const main = await readFile(join(folder, 'dist', 'main.js'), 'utf8')
    const wrong = join(folder, 'src', 'wrong.ts')
    await writeFile(wrong, 'export const wrong: number = "text"\n')
    t.after(() => writeFile(wrong, ''))
    const { code, stdout, stderr } = await mycelia(['build'])
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(stderr, /^error: the types do not fit\nsrc\/wrong\.ts[(:]1[,:]14/)
    assert.equal(await readFile(join(folder, 'dist', 'main.js'), 'utf8'), main)
  })

  it('names a package that cannot be bundled, and leaves it out when it is told to', async (t) => {
    const { folder, mycelia } = await project
    const types = join(folder, 'src', 'native-thing.d.ts')
    const service = join(folder, 'src', 'orders.service.ts')
    const source = await readFile(service, 'utf8')
    await writeFile(types, "declare module 'native-thing'\n")
    await writeFile(service, `import 'native-thing'\n${source}`)
    t.after(() => Promise.all([writeFile(types, ''), writeFile(service, source)]))
    const { code, stderr } = await mycelia(['build'])
    assert.equal(code, 1)
    assert.match(
      stderr,
      /^error: the services cannot be bundled\n.*Could not resolve "native-thing"/,
    )
    assert.equal((await mycelia(['build', '--external', 'native-thing'])).code, 0)
  })

  it('says so where there is no service', async (t) => {
    const folder = temporaryFolder(t)
    const { folder: other, mycelia } = await project
    await cp(join(other, 'tsconfig.json'), join(folder, 'tsconfig.json'))
    const { code, stderr } = await mycelia(['build'], folder)
    assert.equal(code, 1)
    assert.match(stderr, /^error: no services found/)
  })
})

/** A program is connected before its services have their queues. */
async function onceServed<T>(call: () => Promise<T>): Promise<T> {
  while (true) {
    try {
      return await call()
    } catch (error) {
      if (!/unknown service/i.test((error as Error).message)) throw error
    }
  }
}
