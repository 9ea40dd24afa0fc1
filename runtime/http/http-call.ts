import { writeResult } from '../entrypoints/index.js'
import type { Host, HttpRoute, HttpSettings } from '../service/index.js'
import { bindParameters, type RoutedRequest } from './bind-parameters.js'
import { contextOf } from './context-of.js'
import { HttpFailure } from './http-failure.js'
import { MethodFailed, overloaded } from './problem-details.js'
import type { RouteOptions } from './route-options.js'

/** Milliseconds by which a method may hear that its time is up before the request does. */
const EARLY = 5

/** One request on its way through a worker. */
export class HttpCall {
  readonly #host: Host
  readonly #route: HttpRoute
  readonly #routed: RoutedRequest
  readonly #settings: HttpSettings
  readonly #options: RouteOptions
  readonly #deadline: number
  #phase: 'reading' | 'waiting' | 'running' = 'reading'
  #isOver = false
  #timer: NodeJS.Timeout | undefined

  constructor(
    host: Host,
    route: HttpRoute,
    routed: RoutedRequest,
    settings: HttpSettings,
    options: RouteOptions,
  ) {
    this.#host = host
    this.#route = route
    this.#routed = routed
    this.#settings = settings
    this.#options = options
    this.#deadline = Date.now() + settings.timeout
  }

  /** The arguments that the request has. */
  read(): Promise<readonly unknown[]> {
    const { bodyLimit } = this.#settings
    return bindParameters(this.#route, this.#routed, bodyLimit, this.#options.sensitive)
  }

  async perform(args: readonly unknown[]): Promise<Response> {
    const { workers } = this.#host
    this.#phase = 'waiting'
    if (!workers.tryAcquire()) await workers.acquire()
    try {
      // Nobody waits any more: the request has timed out, or its sender has gone.
      if (this.#isOver || this.#routed.request.signal.aborted) throw overloaded()
      this.#phase = 'running'
      return await this.#run(args)
    } finally {
      workers.release()
    }
  }

  /** Rejects when the time is up. */
  timedOut(): Promise<never> {
    return new Promise((_, reject) => {
      this.#timer = setTimeout(() => {
        this.#isOver = true
        reject(this.#lateness())
      }, this.#settings.timeout)
    })
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  #lateness(): HttpFailure {
    if (this.#phase === 'waiting') return overloaded()
    const headers = { connection: 'close' }
    return this.#phase === 'reading'
      ? new HttpFailure(408, 'the body did not come in time', { headers })
      : new HttpFailure(504, 'the answer was not there in time')
  }

  /** The answer is made before the call counts as done: one that cannot be sent is a failed call. */
  async #run(args: readonly unknown[]): Promise<Response> {
    const { request } = this.#routed
    const origin = {
      headers: contextOf(request.headers, this.#settings.context),
      redelivered: false,
      userId: undefined,
      signal: request.signal,
    }
    const context = this.#host.context('http', this.#route.method, origin, this.#deadline)
    let refused: unknown
    const finish = async (result: unknown): Promise<Response> => {
      try {
        if (Date.now() > this.#deadline - EARLY) throw this.#lateness()
        return await this.#respond(result)
      } catch (error) {
        refused = error
        throw error
      }
    }
    try {
      return await this.#host.call(this.#route.method, args, context, finish)
    } catch (error) {
      if (refused !== undefined && error === refused) throw error
      throw new MethodFailed(error, this.#route.errors)
    }
  }

  async #respond(result: unknown): Promise<Response> {
    const { codec, status = 200, response } = this.#route
    if (response) {
      if (result instanceof Response) return result
      throw new TypeError(`${this.#route.method} returned no Response, as its type says it does`)
    }
    const body = await writeResult(codec, result, (json) => JSON.stringify(json))
    if (status === 204 || body === undefined) return new Response(null, { status })
    return new Response(body, { status, headers: { 'content-type': 'application/json' } })
  }
}
