import { logFailure } from '../entrypoints/index.js'
import { isServiceError } from '../errors/index.js'
import type { Entrypoint, Host, HttpRoute, HttpSettings } from '../service/index.js'
import type { RoutedRequest } from './bind-parameters.js'
import { HttpCall } from './http-call.js'
import { failureOf, isUnforeseen, MethodFailed, problemResponse } from './problem-details.js'
import { type RouteOptions, routeOptions } from './route-options.js'

/** Answers the requests for the routes of one service. */
export class HttpEntrypoint implements Entrypoint {
  readonly #host: Host
  readonly #settings: HttpSettings
  readonly #close: () => Promise<void>
  readonly #options: ReadonlyMap<HttpRoute, RouteOptions>
  #active = 0
  #idle: (() => void) | undefined

  /** @param close Lets no more requests come. */
  constructor(host: Host, settings: HttpSettings, close: () => Promise<void>) {
    this.#host = host
    this.#settings = settings
    this.#close = close
    const { definition } = host
    const routes = definition.http?.routes ?? []
    this.#options = new Map(routes.map((route) => [route, routeOptions(route, definition)]))
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    await this.#close()
    // A method may go on after its request has timed out.
    if (this.#active > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
  }

  /** Answers a request, whatever comes of it, and in time. */
  async answer(route: HttpRoute, routed: RoutedRequest): Promise<Response> {
    const call = new HttpCall(this.#host, route, routed, this.#settings, this.#options.get(route)!)
    const answered = this.#perform(call)
    try {
      return await Promise.race([answered, call.timedOut()])
    } catch (error) {
      return this.#refuse(route, error)
    } finally {
      call.end()
      // Nobody hears any more of what comes too late.
      answered.catch(() => {})
    }
  }

  /** A body that never comes is nothing to wait for in the end; a method that runs is. */
  async #perform(call: HttpCall): Promise<Response> {
    const args = await call.read()
    this.#active++
    try {
      return await call.perform(args)
    } finally {
      this.#active--
      if (this.#active === 0) this.#idle?.()
    }
  }

  #refuse(route: HttpRoute, error: unknown): Response {
    const { method, verb, path } = route
    const failure = failureOf(error)
    const { definition, log } = this.#host
    const { status, message: why } = failure
    const failed = `${definition.name}.${method} failed`
    const thrown = error instanceof MethodFailed ? error.thrown : error
    const { expectedErrors = [] } = this.#options.get(route)!
    if (expectedErrors.some((type) => thrown instanceof type)) {
      logFailure(log, failed, thrown, { expectedErrors })
    } else if (isUnforeseen(failure)) {
      // Its author may wonder where the status of its class has gone.
      const isUntold = isServiceError(thrown) && failure.options.code === undefined
      const why = isUntold ? `: ${verb} ${path} does not declare this error` : ''
      log.error(failed + why, { error: thrown })
    } else {
      log.debug(`${verb} ${path} was refused`, { status, why })
    }
    return problemResponse(failure)
  }
}
