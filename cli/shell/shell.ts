import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Cluster } from 'mycelia'
import { type LoadedConfig, maskSecrets } from 'mycelia/config'
import { CallLog } from './call-log.js'
import { describeTarget } from './describe-target.js'
import { Directory } from './directory.js'
import { type Evaluation, Evaluator } from './evaluator.js'
import { explainFailure } from './explain-failure.js'
import { listServices } from './list-services.js'
import { shellNames } from './names.js'

/** What is to be printed after a line. */
export type ShellResult =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'value'; readonly value: unknown; readonly timings: readonly string[] }
  | {
      readonly kind: 'failure'
      /** What went wrong, and what to do. */
      readonly lines: readonly string[]
      readonly timings: readonly string[]
    }

export interface ShellOptions {
  readonly cluster: Cluster
  readonly config: LoadedConfig
  /** Told of what fails while nothing is being evaluated. */
  readonly onStray: (lines: readonly string[]) => void
}

/** What a shell does, whatever it is typed into. */
export class Shell implements AsyncDisposable {
  readonly evaluator: Evaluator = new Evaluator()
  readonly directory: Directory
  readonly #cluster: Cluster
  readonly #calls = new CallLog()
  readonly #onStray: ShellOptions['onStray']
  /** Promises that have failed and that nobody has asked. */
  readonly #unasked = new Map<Promise<unknown>, unknown>()
  #evaluating = false

  constructor({ cluster, config, onStray }: ShellOptions) {
    this.#cluster = cluster
    this.#onStray = onStray
    this.directory = new Directory(cluster, config.introspection)
    const names = shellNames({
      cluster,
      config: maskSecrets(config.raw),
      calls: this.#calls,
      directory: this.directory,
    })
    setGlobal('n', names)
    setGlobal('require', createRequire(join(process.cwd(), 'shell.js')))
    process.on('unhandledRejection', this.#onUnhandled)
    process.on('rejectionHandled', this.#onHandled)
  }

  /** Whether ^C would give up something. */
  get busy(): boolean {
    return this.#evaluating
  }

  /** Evaluates code; what it gives is awaited, and so are all calls that it has made. */
  async run(code: string): Promise<ShellResult> {
    this.#evaluating = true
    this.#calls.begin()
    try {
      return await this.#run(code)
    } finally {
      this.#evaluating = false
    }
  }

  /** Gives up the calls under way. */
  cancel(): void {
    this.#calls.cancel()
  }

  /** The running services, as text. */
  async services(): Promise<string> {
    return listServices(await this.directory.services(true))
  }

  /** A service or one of its methods, as text: `greeting_service.hello`. */
  async describe(target: string): Promise<string> {
    return describeTarget(target, await this.directory.services(true))
  }

  /** Asks for what names are to be completed with, so that it is there when it is needed. */
  prepare(): void {
    void this.directory.services()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.off('unhandledRejection', this.#onUnhandled)
    process.off('rejectionHandled', this.#onHandled)
    this.evaluator[Symbol.dispose]()
    await this.#cluster.close()
  }

  async #run(code: string): Promise<ShellResult> {
    const evaluation = await settled(await this.evaluator.evaluate(code))
    if (evaluation.kind === 'incomplete') return evaluation
    await this.#calls.idle()
    // Node tells what nobody has asked only after all else.
    await new Promise(setImmediate)
    const stray = [...this.#unasked.values()]
    this.#unasked.clear()
    const failures = evaluation.kind === 'thrown' ? [evaluation.error, ...stray] : stray
    const timings = this.#calls.takeTimings()
    if (failures.length > 0)
      return { kind: 'failure', lines: await this.#explain(failures), timings }
    const { value } = evaluation as { readonly value: unknown }
    setGlobal('_', value)
    return { kind: 'value', value, timings }
  }

  async #explain(failures: readonly unknown[]): Promise<readonly string[]> {
    const services = await this.directory.services()
    return [...new Set(failures)].flatMap((error) => explainFailure(error, services))
  }

  readonly #onUnhandled = (error: unknown, promise: Promise<unknown>): void => {
    if (this.#evaluating) this.#unasked.set(promise, error)
    else void this.#explain([error]).then(this.#onStray)
  }

  readonly #onHandled = (promise: Promise<unknown>): void => {
    this.#unasked.delete(promise)
  }
}

function setGlobal(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

/** A promise that a person types is meant to be awaited. */
async function settled(evaluation: Evaluation): Promise<Evaluation> {
  if (evaluation.kind !== 'value') return evaluation
  try {
    return { kind: 'value', value: await evaluation.value }
  } catch (error) {
    return { kind: 'thrown', error }
  }
}
