import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Nameko } from './nameko.js'

const SCRIPTS = fileURLToPath(new URL('./python/', import.meta.url))

/** A script of python/ that runs. It writes lines, the first of them when it is ready. */
export class PythonProcess implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #lines: Interface
  readonly #iterator: AsyncIterator<string>
  readonly #ended: Promise<number | null>
  #stderr = ''

  private constructor(nameko: Nameko, script: string, args: readonly string[]) {
    const child = spawn(nameko.python, [SCRIPTS + script, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' },
    })
    this.#child = child
    this.#lines = createInterface({ input: child.stdout })
    this.#iterator = this.#lines[Symbol.asyncIterator]()
    this.#ended = once(child, 'close').then(([code]) => code)
    child.stdin.on('error', () => {})
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
    })
  }

  /** Resolves when the script is ready. */
  static async start(
    nameko: Nameko,
    script: string,
    ...args: readonly string[]
  ): Promise<PythonProcess> {
    const started = new PythonProcess(nameko, script, args)
    await started.line()
    return started
  }

  /** What it has logged so far. */
  get stderr(): string {
    return this.#stderr
  }

  /** The next line that it writes. */
  async line(): Promise<string> {
    const { value, done } = await this.#iterator.next()
    if (!done) return value
    throw new Error(`Python has ended with ${await this.#ended}: ${this.#stderr}`)
  }

  write(line: string): void {
    this.#child.stdin.write(`${line}\n`)
  }

  /** Ends it as an operator would, and resolves to its exit code. */
  stop(): Promise<number | null> {
    this.#child.kill('SIGTERM')
    return this.#ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
    this.#lines.close()
  }
}
