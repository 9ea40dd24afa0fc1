import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { type RunningProgram, startProgram } from '../support/program.js'
import { checkout } from './checkout.js'
import { type Archives, DELIVERIES, makeConsumer, packAll } from './consumer.js'
import { scaffoldLinked } from './linked-project.js'
import { runProcess } from './run-process.js'
import { temporaryFolder } from './temporary-folder.js'

/** What the greeting service also does, so that its client has an error and a type to speak of. */
const SERVICE = `import { rpc, service } from 'mycelia'

export interface Guest {
  readonly name: string
  readonly since: Date
}

@service('greeting_service')
export class GreetingService {
  /** Greets a person by name. */
  @rpc
  hello(name: string): string {
    return \`Hello, \${name}!\`
  }

  @rpc
  admit(guest: Guest): Guest {
    return guest
  }
}
`

/** Injects the client, calls it through a stand-in and over a broker, and tells what it saw. */
const CALLER = `import { connect, InvalidArguments, inject, rpc, service, UnknownService } from 'mycelia'
import { replace, worker } from 'mycelia/testing'
import { GreetingClient, type Guest } from '@acme/greeting/client'
import { GreetingClient as Same } from '@acme/greeting/client/greeting'

@service('caller_service')
class CallerService {
  private readonly greeting = inject(GreetingClient)

  @rpc
  async call(name: string): Promise<string> {
    return this.greeting.hello(name)
  }
}

const seen: Record<string, unknown> = { same: Same === GreetingClient }
const standIn = replace(GreetingClient, { hello: async (name) => \`stand-in for \${name}\` })
seen.injected = await worker(CallerService, [standIn]).call('ada')
const failing = replace(GreetingClient, {
  hello: () => Promise.reject(new UnknownService('nobody is there')),
})
seen.thrown = await worker(CallerService, [failing])
  .call('ada')
  .catch((error) => error instanceof UnknownService)

if (process.env.AMQP_URI !== undefined) {
  await using cluster = await connect({ uri: process.env.AMQP_URI })
  const greeting = cluster.client(GreetingClient)
  seen.called = await greeting.hello('ujun')
  const guest: Guest = await greeting.admit({ name: 'ada', since: new Date(0) })
  seen.date = guest.since instanceof Date
  seen.refused = await cluster.rpc.greeting_service!.hello!(5).catch(
    (error: unknown) => error instanceof InvalidArguments,
  )
  seen.refusedHere = await greeting
    .admit({ name: 'ada', since: new Date(Number.NaN) })
    .catch((error: unknown) => error instanceof InvalidArguments)
}
console.log(JSON.stringify(seen))
`

const WRONG = `import { connect } from 'mycelia'
import { GreetingClient } from '@acme/greeting/client'

const cluster = await connect()
const greeting = cluster.client(GreetingClient)
await greeting.hello(5)
await greeting.helo('ada')
const length: number = await greeting.hello('ada')
await greeting.admit({ name: 'ada', since: 'today' })
console.log(length)
`

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'esnext.decorators'],
    module: 'nodenext',
    // Those of this checkout, so that none are installed.
    types: ['node'],
    typeRoots: [join(checkout, 'node_modules', '@types')],
    skipLibCheck: true,
    strict: true,
    rootDir: 'src',
    outDir: 'dist',
  },
}

const require = createRequire(import.meta.url)
const tsc = join(require.resolve('typescript/package.json'), '..', 'bin', 'tsc')

/** Every way in which a client gets to its callers. */
const WAYS = (['npm', 'pnpm', 'yarn'] as const).flatMap((packageManager) =>
  DELIVERIES.map((delivery) => [packageManager, delivery] as const),
)

describe('the client of a service as a package', {
  skip: process.platform === 'win32' ? 'npm is started as on Unix' : false,
  // Installing waits for the disk more than it computes; each way has a folder and a cache of its own.
  concurrency: 3,
}, () => {
  const service = build()

  async function build(): Promise<{ folder: string; archives: Archives }> {
    const project = await scaffoldLinked({ after }, 'greeting', '--scope', '@acme')
    await writeFile(join(project.folder, 'src', 'greeting.service.ts'), SERVICE)
    const { code, stdout, stderr } = await project.mycelia(['build'])
    assert.equal(code, 0, stdout + stderr)
    const archives = await packAll(project.folder, temporaryFolder({ after }))
    return { folder: project.folder, archives }
  }

  it('holds JavaScript and declarations of the client alone, and asks for mycelia as a peer', async () => {
    const { archives } = await service
    const { stdout } = await runProcess('tar', ['-tzf', archives.client], checkout)
    const files = stdout.trim().split('\n').sort()
    assert.deepEqual(files, [
      'package/README.md',
      'package/dist/client/greeting.client.d.ts',
      'package/dist/client/greeting.client.js',
      'package/dist/client/greeting.codecs.d.ts',
      'package/dist/client/greeting.codecs.js',
      'package/dist/client/greeting.contract.json',
      'package/dist/client/greeting.schemas.d.ts',
      'package/dist/client/greeting.schemas.js',
      'package/dist/client/greeting.types.d.ts',
      'package/dist/client/greeting.types.js',
      'package/dist/client/index.d.ts',
      'package/dist/client/index.js',
      'package/package.json',
    ])
    const { folder } = await service
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    assert.deepEqual(Object.keys(manifest.peerDependencies), ['mycelia'])
    assert.equal(manifest.dependencies, undefined)
  })

  let opened: OpenBroker | undefined
  let program: RunningProgram | undefined
  before(async () => {
    const { folder } = await service
    opened = await brokers[0]?.open()
    if (opened === undefined) return
    const env = { ...process.env, AMQP_URI: opened.uri }
    program = startProgram(join(folder, 'dist', 'main.js'), [], { cwd: folder, env })
    await program.until('stdout', /Connected/)
  })
  after(async () => {
    await program?.[Symbol.asyncDispose]()
    await opened?.close()
  })

  for (const [packageManager, delivery] of WAYS) {
    it(`compiles and calls with ${packageManager}, by ${delivery}, and refuses wrong calls`, async (t) => {
      const { folder: source, archives } = await service
      const root = temporaryFolder(t)
      const folder = await makeConsumer(packageManager, delivery, source, archives, root)
      await mkdir(join(folder, 'src'))
      await writeFile(join(folder, 'src', 'caller.ts'), CALLER)
      await writeFile(join(folder, 'src', 'wrong.ts'), WRONG)
      await writeFile(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ ...TSCONFIG, include: ['src'] }),
      )
      const compiled = await runProcess(process.execPath, [tsc, '-p', folder], folder)
      const errors = [...compiled.stdout.matchAll(/(\w+)\.ts[(:](\d+)[^\n]*(TS\d+)/g)]
      assert.deepEqual(
        errors.map(([, file, line, code]) => `${file}:${line} ${code}`),
        ['wrong:6 TS2345', 'wrong:7 TS2551', 'wrong:8 TS2322', 'wrong:9 TS2322'],
        compiled.stdout,
      )

      const env = opened === undefined ? {} : { AMQP_URI: opened.uri }
      const main = join(folder, 'dist', 'caller.js')
      const { stdout, stderr } = await runProcess(process.execPath, [main], folder, env)
      assert.deepEqual(JSON.parse(stdout || `"${stderr}"`), {
        same: true,
        injected: 'stand-in for ada',
        thrown: true,
        ...(opened !== undefined && {
          called: 'Hello, ujun!',
          date: true,
          refused: true,
          refusedHere: true,
        }),
      })
    })
  }
})
