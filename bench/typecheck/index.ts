// What a consumer pays for types: a program that calls the clients of 3,000 methods, beside the same
// API in tRPC and in oRPC, each net of an empty project with the same compiler.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { runCommand } from '../../test/support/command.js'
import { makeProject } from '../../test/support/project.js'
import { install } from '../support/install.js'
import { median } from '../support/median.js'
import { writeServices } from '../support/write-services.js'
import { writeOrpc, writeTrpc } from './write-others.js'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const SERVICES = 30
const METHODS = 100
const require = createRequire(import.meta.url)

const installed = install('typecheck', [
  '@trpc/server@11',
  '@trpc/client@11',
  '@orpc/contract@1',
  '@orpc/client@1',
  'zod@4',
])

/** Calls every method once: `await shop0.place0(...)`. */
function callAll(call: (service: number, method: number) => string): string {
  const calls: string[] = []
  for (let service = 0; service < SERVICES; service++) {
    for (let method = 0; method < METHODS; method++) calls.push(`  ${call(service, method)}`)
  }
  return calls.join('\n')
}

const order =
  "const order = { id: 'a', status: 'open' as const, placed: new Date(0), total: 1, " +
  "lines: [{ sku: 'a', quantity: 1 }], tags: {} }"

async function writeMycelia(): Promise<Record<string, string>> {
  using project = makeProject(writeServices(SERVICES, METHODS))
  const { code, stderr } = await runCommand('mycelia', ['generate'], { cwd: project.folder })
  if (code !== 0) throw new Error(stderr)
  const files: Record<string, string> = {}
  for (const name of readdirSync(join(project.folder, 'src/generated'))) {
    if (!/\.(types|codecs|schemas|client)\.ts$/.test(name)) continue
    files[`src/generated/${name}`] = project.read(`src/generated/${name}`)
  }
  const imports = Array.from(
    { length: SERVICES },
    (_, index) => `import { Shop${index}Client } from './generated/shop-${index}.client.js'`,
  ).join('\n')
  const clients = Array.from(
    { length: SERVICES },
    (_, index) => `  const shop${index} = cluster.client(Shop${index}Client)`,
  ).join('\n')
  files['src/main.ts'] = `import type { Cluster } from 'mycelia'
${imports}
${order}
export async function main(cluster: Cluster): Promise<void> {
${clients}
${callAll((service, method) => `await shop${service}.place${method}('me', order)`)}
}
`
  return files
}

const sides: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  empty: { 'src/main.ts': 'export {}\n' },
  mycelia: await writeMycelia(),
  trpc: writeTrpc(SERVICES, METHODS, order, callAll),
  orpc: writeOrpc(SERVICES, METHODS, order, callAll),
}

interface Check {
  readonly seconds: number
  readonly megabytes: number
}

function check(compiler: string, folder: string): Check {
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), 'bin/tsc')
  const args = [tsc, '-p', folder, '--noEmit', '--extendedDiagnostics', '--pretty', 'false']
  const begin = performance.now()
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
  const seconds = (performance.now() - begin) / 1000
  const errors = stdout.split('\n').filter((line) => line.includes('error TS'))
  const kilobytes = /Memory used:\s+([\d,]+)K/.exec(stdout)?.[1]
  if (errors.length > 0 || kilobytes === undefined) {
    throw new Error(`${compiler} in ${folder}: ${errors.slice(0, 5).join('\n') || stdout}`)
  }
  return { seconds, megabytes: Number(kilobytes.replaceAll(',', '')) / 1024 }
}

for (const compiler of ['typescript', 'typescript-6']) {
  const results = new Map<string, Check[]>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, files] of Object.entries(sides)) {
      using project = makeProject(files)
      writeFileSync(join(project.folder, 'tsconfig.json'), JSON.stringify(CONFIG()))
      for (const entry of ['@trpc', '@orpc', 'zod', '@standard-schema']) {
        const target = join(installed, 'node_modules', entry)
        mkdirSync(join(project.folder, 'node_modules'), { recursive: true })
        try {
          symlinkSync(target, join(project.folder, 'node_modules', entry))
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        }
      }
      results.set(name, [...(results.get(name) ?? []), check(compiler, project.folder)])
    }
  }
  const middle = (name: string, pick: (check: Check) => number) =>
    median((results.get(name) ?? []).map(pick))
  const net = (name: string, pick: (check: Check) => number) =>
    middle(name, pick) - middle('empty', pick)
  const version = require(`${compiler}/package.json`).version
  console.log(`TypeScript ${version}, ${SERVICES * METHODS} methods, net of an empty project:`)
  const own = {
    seconds: net('mycelia', (c) => c.seconds),
    megabytes: net('mycelia', (c) => c.megabytes),
  }
  for (const name of ['mycelia', 'trpc', 'orpc']) {
    const seconds = net(name, (c) => c.seconds)
    const megabytes = net(name, (c) => c.megabytes)
    console.log(
      `  ${name.padEnd(8)} ${seconds.toFixed(2)} s  ${megabytes.toFixed(0)} MiB` +
        `   ${(seconds / own.seconds).toFixed(1)} times the time, ${(megabytes / own.megabytes).toFixed(1)} times the memory`,
    )
  }
}

function CONFIG(): object {
  return {
    compilerOptions: {
      target: 'es2022',
      lib: ['es2023', 'dom', 'esnext.disposable', 'esnext.decorators'],
      module: 'nodenext',
      strict: true,
      skipLibCheck: true,
      types: [],
    },
    include: ['src'],
  }
}
