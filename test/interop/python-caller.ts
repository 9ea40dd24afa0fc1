import type { Nameko } from './nameko.js'
import { PythonProcess } from './python-process.js'

/** An exception as Python shows it. */
export interface PythonError {
  /** `nameko.exceptions.RemoteError` */
  readonly type: string
  readonly args: readonly unknown[]
  /** `str(error)` */
  readonly text: string
}

/** A script that calls services with Nameko's standalone proxies: see python/ask.py. */
export class PythonCaller implements AsyncDisposable {
  readonly #process: PythonProcess

  private constructor(process: PythonProcess) {
    this.#process = process
  }

  static async start(
    nameko: Nameko,
    uri: string,
    ...serializer: readonly string[]
  ): Promise<PythonCaller> {
    return new PythonCaller(await PythonProcess.start(nameko, 'ask.py', uri, ...serializer))
  }

  /** What a Python expression comes to. One at a time. */
  async ask(expression: string): Promise<unknown> {
    const { result, error } = await this.#evaluate(expression)
    if (error === undefined) return result
    throw new Error(`${expression} raised ${error.type}: ${error.text}`)
  }

  /** What a Python expression raises. */
  async fail(expression: string): Promise<PythonError> {
    const { result, error } = await this.#evaluate(expression)
    if (error !== undefined) return error
    throw new Error(`${expression} came to ${JSON.stringify(result)}`)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#process[Symbol.asyncDispose]()
  }

  async #evaluate(
    expression: string,
  ): Promise<{ readonly result?: unknown; readonly error?: PythonError }> {
    this.#process.write(JSON.stringify(expression))
    return JSON.parse(await this.#process.line())
  }
}
