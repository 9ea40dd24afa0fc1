import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { HostOrder, HostReport } from './messages.js'

export interface ServicesHostOptions {
  readonly projectFolder: string
  readonly config: string | undefined
  readonly broker: string | undefined
  readonly onServing: (
    services: readonly string[],
    http: string | undefined,
    again: boolean,
  ) => void
  readonly onFailed: (message: string) => void
  readonly onNoBroker: () => void
}

const PROGRAM = fileURLToPath(new URL('./host-process.js', import.meta.url))

/** Milliseconds that calls under way may take to end, before the process is ended with them. */
const STOP_LIMIT = 10_000

/** Serves builds, one after the other, each in a process of its own. */
export class ServicesHost {
  readonly #options: ServicesHostOptions
  /** Has loaded what every build needs, and waits for the next one. */
  #spare: ChildProcess
  #current: ChildProcess | undefined
  readonly #ending = new Set<Promise<unknown>>()
  #count = 0
  #httpPort: number | undefined
  #closed = false

  constructor(options: ServicesHostOptions) {
    this.#options = options
    this.#spare = this.#fork()
  }

  /** Serves a build in place of the one before, which takes no more calls and ends those it has. */
  serve(built: string): void {
    const child = this.#spare
    const { config, broker } = this.#options
    if (this.#current !== undefined) this.#end(this.#current)
    this.#current = child
    const [again, httpPort] = [this.#count++ > 0, this.#httpPort]
    this.#order(child, { type: 'start', built, config, broker, again, httpPort })
    this.#spare = this.#fork()
  }

  /** Ends all processes, when the calls that they have are done. */
  async close(): Promise<void> {
    this.#closed = true
    for (const child of [this.#spare, this.#current]) if (child !== undefined) this.#end(child)
    await Promise.all(this.#ending)
  }

  #fork(): ChildProcess {
    const { projectFolder } = this.#options
    const child = fork(PROGRAM, { cwd: projectFolder, execArgv: ['--enable-source-maps'] })
    const again = () => this.#count > 1
    child.on('message', (report: HostReport) => {
      if (report.type === 'no-broker') this.#options.onNoBroker()
      if (report.type === 'failed') this.#options.onFailed(report.message)
      if (report.type === 'serving') {
        if (report.http !== undefined) this.#httpPort = Number(new URL(report.http).port)
        this.#options.onServing(report.services, report.http, again())
      }
    })
    child.on('exit', (code, signal) => {
      if (child === this.#spare && !this.#closed) this.#spare = this.#fork()
      if (child !== this.#current || this.#closed) return
      this.#current = undefined
      if (code !== 0) {
        const how = signal === null ? `exit code ${code}` : signal
        this.#options.onFailed(
          `the services ended with ${how}; they start again at the next change`,
        )
      }
    })
    return child
  }

  #order(child: ChildProcess, order: HostOrder): void {
    if (child.connected) child.send(order)
  }

  #end(child: ChildProcess): void {
    if (child.exitCode !== null || child.signalCode !== null) return
    this.#order(child, { type: 'stop' })
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT)
    const ended = once(child, 'exit').then(() => clearTimeout(timer))
    this.#ending.add(ended)
    void ended.then(() => this.#ending.delete(ended))
  }
}
