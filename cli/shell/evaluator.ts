import { Session } from 'node:inspector'
import { promisify } from 'node:util'

/** What became of a piece of code. */
export type Evaluation =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'thrown'; readonly error: unknown }
  /** It ends too early: more lines may complete it. */
  | { readonly kind: 'incomplete' }

interface RemoteObject {
  readonly objectId?: string
  readonly value?: unknown
  readonly unserializableValue?: string
}

interface Outcome {
  readonly result: RemoteObject
  readonly exceptionDetails?: {
    readonly exception?: RemoteObject & { readonly className?: string }
    readonly lineNumber: number
    readonly columnNumber: number
    /** Only of code that could not be compiled. */
    readonly scriptId?: string
  }
}

/**
 * Evaluates code in the global scope as a person types it, line after line: V8's own mode for that
 * awaits at the top level and lets constants be declared anew.
 */
export class Evaluator implements Disposable {
  readonly #session = new Session()
  readonly #post: (method: string, parameters: object) => Promise<unknown>
  #received: unknown

  constructor() {
    this.#session.connect()
    const post = promisify(this.#session.post as PostWithParameters)
    this.#post = (method, parameters) => post.call(this.#session, method, parameters)
    Object.defineProperty(globalThis, RECEIVE, {
      value: (value: unknown) => {
        this.#received = value
      },
      configurable: true,
    })
  }

  async evaluate(code: string): Promise<Evaluation> {
    // What begins with a brace is meant as an object, if it can be one.
    if (/^\s*\{/.test(code) && !/;\s*$/.test(code)) {
      const literal = await this.#run(`(${code}\n)`)
      if (literal.exceptionDetails?.scriptId === undefined) return this.#conclude(literal)
    }
    const outcome = await this.#run(code)
    return endsTooEarly(code, outcome) ? { kind: 'incomplete' } : this.#conclude(outcome)
  }

  /** Names to complete with: those of the global scope, or of the properties of an expression. */
  async names(expression?: string): Promise<readonly string[]> {
    if (expression === undefined) {
      const { names } = (await this.#post('Runtime.globalLexicalScopeNames', {})) as {
        readonly names: readonly string[]
      }
      return [...names, ...Object.getOwnPropertyNames(globalThis)]
    }
    // Looking must not call anything.
    const outcome = await this.#run(expression, { replMode: false, throwOnSideEffect: true })
    if (outcome.exceptionDetails !== undefined) return []
    return namesOf((await this.#fetch(outcome.result)).value)
  }

  [Symbol.dispose](): void {
    this.#session.disconnect()
  }

  async #run(expression: string, options: object = {}): Promise<Outcome> {
    const parameters = { expression, replMode: true, awaitPromise: true, ...options }
    return (await this.#post('Runtime.evaluate', parameters)) as Outcome
  }

  async #conclude({ result, exceptionDetails }: Outcome): Promise<Evaluation> {
    const { value } = await this.#fetch(exceptionDetails?.exception ?? result)
    return exceptionDetails === undefined
      ? { kind: 'value', value }
      : { kind: 'thrown', error: value }
  }

  /** The value itself of what the inspector only describes; in a box, for it may be a promise. */
  async #fetch(remote: RemoteObject): Promise<{ readonly value: unknown }> {
    const { objectId, value, unserializableValue } = remote
    if (objectId === undefined && unserializableValue === undefined) return { value }
    const { result } = (await this.#post('Runtime.evaluate', {
      expression: 'globalThis',
    })) as Outcome
    await this.#post('Runtime.callFunctionOn', {
      objectId: result.objectId,
      functionDeclaration: `function (value) { this[Symbol.for('${RECEIVE.description}')](value) }`,
      arguments: [objectId === undefined ? { unserializableValue } : { objectId }],
    })
    if (objectId !== undefined) await this.#post('Runtime.releaseObject', { objectId })
    const received = this.#received
    this.#received = undefined
    return { value: received }
  }
}

type PostWithParameters = (
  method: string,
  parameters: object,
  callback: (error: Error | null, result?: object) => void,
) => void

/** Where values are handed over. */
const RECEIVE: symbol = Symbol.for('mycelia.shell.receive')

function endsTooEarly(code: string, { exceptionDetails }: Outcome): boolean {
  if (exceptionDetails?.scriptId === undefined) return false
  const lines = code.split('\n')
  const { lineNumber, columnNumber } = exceptionDetails
  return lineNumber === lines.length - 1 && columnNumber === lines.at(-1)!.length
}

function namesOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return []
  const names = new Set<string>()
  for (
    let at = Object(value);
    at !== null && at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  ) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name)
  }
  return [...names]
}
