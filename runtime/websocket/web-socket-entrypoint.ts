import type { MethodCodec } from '../codec/index.js'
import {
  bindRequest,
  type CalledMethod,
  calledMethods,
  callMethod,
  logFailure,
  MethodFailed,
  writeResult,
} from '../entrypoints/index.js'
import {
  Cancelled,
  errorToWire,
  IncorrectSignature,
  isServiceError,
  thrownToWire,
} from '../errors/index.js'
import { socketId } from '../hub/index.js'
import type { Entrypoint, Host } from '../service/index.js'
import type { Outcome } from './answer-text.js'
import type { Connection } from './connection.js'

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
  targets(): ReadonlyMap<string, CalledMethod> {
    const { definition } = this.#host
    return calledMethods(definition, definition.websocket?.methods ?? {}, (found) =>
      found.kind === 'websocket' ? found.options : undefined,
    )
  }

  /** Runs a method, whatever comes of it. */
  async answer(target: CalledMethod, data: unknown, connection: Connection): Promise<Outcome> {
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

  async #perform(target: CalledMethod, data: unknown, connection: Connection): Promise<string> {
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

  #run(
    target: CalledMethod,
    args: readonly unknown[],
    { id, context: headers, signal }: Connection,
  ): Promise<string> {
    const { codec } = target
    const origin = { headers, redelivered: false, userId: undefined, signal }
    const context = this.#host.context('websocket', codec.name, origin, undefined)
    context.set(socketId, id)
    return callMethod(this.#host, target, args, context, (result) =>
      writeResult(codec, result, (json) => JSON.stringify(json) ?? 'null'),
    )
  }

  #explain({ codec }: CalledMethod, error: unknown): ReturnType<typeof errorToWire> {
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
