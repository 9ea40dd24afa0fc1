import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { linkPackages } from '../../test/scaffold/link-packages.js'

const bin = (name: string) => fileURLToPath(new URL(`../../bin/${name}.js`, import.meta.url))

/** A scaffolded service, built into the one file that is deployed. */
export interface BuiltService extends Disposable {
  readonly program: string
  /** Kilobytes. */
  readonly size: number
}

export async function buildService(): Promise<BuiltService> {
  const folder = mkdtempSync(join(tmpdir(), 'mycelia-start-'))
  const project = join(folder, 'greeting')
  runNode(
    [bin('create-service'), 'greeting', '--dir', project, '--yes', '--no-git', '--no-install'],
    folder,
  )
  await linkPackages(project)
  runNode([bin('mycelia'), 'generate'], project)
  runNode([bin('mycelia'), 'build'], project)
  const program = join(project, 'dist/main.js')
  return {
    program,
    size: statSync(program).size / 1000,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

function runNode(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`)
}

export interface Start {
  /** Milliseconds until it says that it consumes. */
  readonly milliseconds: number
  /** Megabytes of the process a second later; undefined where there is no `/proc`. */
  readonly megabytes: number | undefined
}

/** Runs a Node.js program until it has written what is looked for, and a second on. */
export async function startOnce(args: readonly string[], cwd: string, uri: string): Promise<Start> {
  const begin = performance.now()
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, AMQP_URI: uri } })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const milliseconds = await new Promise<number>((resolve, reject) => {
    let output = ''
    const hear = (text: Buffer) => {
      output += text
      if (/Connected to|ready/.test(output)) resolve(performance.now() - begin)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    ended.then(() => reject(new Error(`${args.join(' ')} ended: ${output}`)))
  })
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const megabytes = residentMegabytes(child.pid!)
  child.kill('SIGTERM')
  await ended
  return { milliseconds, megabytes }
}

function residentMegabytes(pid: number): number | undefined {
  try {
    const [kilobytes] = /(?<=^VmRSS:\s*)\d+/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!
    return (Number(kilobytes) * 1024) / 1e6
  } catch {
    return undefined
  }
}
