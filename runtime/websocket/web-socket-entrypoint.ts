import type { ErrorCodec, MethodCodec } from '../codec/index.js'
import { bindRequest, logFailure, writeResult } from '../entrypoints/index.js'
import {
  Cancelled,
  errorToWire,
  IncorrectSignature,
  isServiceError,
  thrownToWire,
} from '../errors/index.js'
import { socketId } from '../hub/index.js'
import {
  type Entrypoint,
  type ExpectedErrors,
  type Host,
  readMetadata,
  sensitivePaths,
} from '../service/index.js'
import type { Outcome } from './answer-text.js'
import type { Connection } from './connection.js'

/** A method that requests can reach. */
export interface Target {
  /** The method's name in the class. */
  readonly method: string
  readonly codec: MethodCodec
  readonly options: ExpectedErrors
  readonly sensitive: readonly string[]
}

/** What a method has thrown, as opposed to what the entrypoint raises itself. */
class MethodFailed {
  constructor(
    readonly thrown: unknown,
    readonly options: ExpectedErrors,
    readonly declared: readonly ErrorCodec[] | undefined,
  ) {}
}

/** Runs the methods of one service that requests of web sockets ask for. */
export class WebSocketEntrypoint implements Entrypoint {
  readonly #host: Host
  readonly #close: () => Promise<void>
  #active = 0
  #stopping = false
  #idle: (() => void) | undefined

  /** @param close Lets no more requests come. */
  constructor(host: Host, close: () => Promise<void>) {
    this.#host = host
    this.#close = close
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    await this.#close()
    this.#stopping = true
    // A method may go on after its socket has been cut off.
    if (this.#active > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
  }

  /** Its methods by their names in requests. */
  targets(): ReadonlyMap<string, Target> {
    const { definition } = this.#host
    const options = new Map<string, ExpectedErrors>()
    for (const found of readMetadata(definition.class).entrypoints) {
      if (found.kind === 'websocket') options.set(found.method, found.options)
    }
    const methods = Object.entries(definition.websocket?.methods ?? {})
    return new Map(
      methods.map(([method, codec]) => {
        const names = codec.params.map(({ name }) => name)
        const sensitive = sensitivePaths(definition, method, names)
        return [codec.name, { method, codec, options: options.get(method) ?? {}, sensitive }]
      }),
    )
  }

  /** Runs a method, whatever comes of it. */
  async answer(target: Target, data: unknown, connection: Connection): Promise<Outcome> {
    this.#active++
    try {
      return { result: await this.#perform(target, data, connection) }
    } catch (error) {
      return { error: this.#explain(target, error) }
    } finally {
      this.#active--
      if (this.#active === 0) this.#idle?.()
    }
  }

  async #perform(target: Target, data: unknown, connection: Connection): Promise<string> {
    const { workers } = this.#host
    const { codec, sensitive } = target
    const kwargs = argumentsOf(codec, data)
    const args = await bindRequest(codec, { args: [], kwargs }, sensitive)
    if (!workers.tryAcquire()) await workers.acquire()
    try {
      if (this.#stopping || connection.signal.aborted) {
        throw new Cancelled('the socket was closed before a worker was free: it was not run')
      }
      return await this.#run(target, args, connection)
    } finally {
      workers.release()
    }
  }

  /** The answer is made before the call counts as done: one that cannot be sent is a failed call. */
  async #run(
    { method, codec, options }: Target,
    args: readonly unknown[],
    { id, context: headers, signal }: Connection,
  ): Promise<string> {
    const origin = { headers, redelivered: false, userId: undefined, signal }
    const context = this.#host.context('websocket', codec.name, origin, undefined)
    context.set(socketId, id)
    let refused: unknown
    const finish = async (result: unknown): Promise<string> => {
      try {
        return await writeResult(codec, result, (json) => JSON.stringify(json) ?? 'null')
      } catch (error) {
        refused = error
        throw error
      }
    }
    try {
      return await this.#host.call(method, args, context, finish)
    } catch (error) {
      if (refused !== undefined && error === refused) throw error
      throw new MethodFailed(error, options, codec.errors)
    }
  }

  #explain({ codec }: Target, error: unknown): ReturnType<typeof errorToWire> {
    const { definition, log } = this.#host
    const what = `${definition.name}.${codec.name}`
    if (isServiceError(error)) {
      log.debug('refused a request of a web socket', {
        method: what,
        code: error.code,
        why: error.message,
      })
      return errorToWire(error)
    }
    const failed = error instanceof MethodFailed ? error : new MethodFailed(error, {}, undefined)
    logFailure(log, `${what} failed`, failed.thrown, failed.options)
    return thrownToWire(failed.thrown, definition.name, failed.declared)
  }
}

function argumentsOf({ name }: MethodCodec, data: unknown): Readonly<Record<string, unknown>> {
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) {
    return data as Readonly<Record<string, unknown>>
  }
  const given = Array.isArray(data) ? 'a list' : `a ${typeof data}`
  throw new IncorrectSignature(`${name}() takes its arguments by name, and data is ${given}`)
}
