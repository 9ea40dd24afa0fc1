import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type RunningProgram, startProgram } from '../support/program.js'
import type { Journal } from './journal.js'

/** Amqplib is CommonJS. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)"

/** Processes that serve the ledger. */
export class Replicas implements AsyncDisposable {
  readonly #folder: string
  readonly #program: string
  readonly #args: readonly string[]
  readonly #running: (RunningProgram | undefined)[] = []

  private constructor(folder: string, program: string, args: readonly string[]) {
    this.#folder = folder
    this.#program = program
    this.#args = args
  }

  /** Starts some; resolves when all serve. */
  static async start(count: number, uri: string, journal: Journal): Promise<Replicas> {
    const folder = mkdtempSync(join(tmpdir(), 'mycelia-replica-'))
    const program = join(folder, 'replica.mjs')
    // One file starts several times as fast as sources that are compiled by each process.
    await build({
      entryPoints: [fileURLToPath(new URL('replica.ts', import.meta.url))],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      conditions: ['@mycelia/source'],
      banner: { js: REQUIRE },
      logLevel: 'error',
    })
    const replicas = new Replicas(folder, program, [uri, journal.file])
    await Promise.all(Array.from({ length: count }, (_, index) => replicas.#start(index)))
    return replicas
  }

  /** Kills one without warning, and starts another in its place. */
  async kill(index: number): Promise<void> {
    await this.#running[index]?.[Symbol.asyncDispose]()
    await this.#start(index)
  }

  /** Stops one as an orchestrator does, and starts another in its place. */
  async restart(index: number): Promise<void> {
    const replica = this.#running[index]!
    replica.child.kill('SIGTERM')
    const { code, stderr } = await replica.ended
    if (code !== 0) throw new Error(`a replica ended with ${code}: ${stderr}`)
    await this.#start(index)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#running.map((replica) => replica?.[Symbol.asyncDispose]()))
    rmSync(this.#folder, { recursive: true })
  }

  async #start(index: number): Promise<void> {
    const replica = startProgram(this.#program, this.#args)
    this.#running[index] = replica
    await replica.until('stdout', /serves/)
  }
}
