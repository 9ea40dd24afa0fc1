import { parseDuration } from '../config/index.js'
import { type IncomingCall, type Interceptor, incoming } from '../interceptor/index.js'
import type { Context, WorkerOutcome } from '../token/index.js'

/** A call of a method that has ended. */
export type EntrypointCall<Args, Result> = {
  readonly args: Args
  readonly context: Context
} & (
  | { readonly failed: false; readonly result: Result }
  | { readonly failed: true; readonly error: unknown }
)

/** A call that has returned. */
export interface EntrypointResult<Args, Result> {
  readonly args: Args
  readonly context: Context
  readonly result: Result
}

export interface WaitOptions<Call> {
  /** Which call is meant. @default the next one */
  readonly until?: (call: Call) => boolean
  /** How long to wait: `'500ms'`, `'5s'`, or milliseconds. @default '5s' */
  readonly timeout?: string | number
}

type AnyCall = EntrypointCall<readonly unknown[], any>

/** The calls of all services of a test, as they end. */
export class EntrypointCalls {
  readonly #listeners = new Set<(call: IncomingCall, outcome: WorkerOutcome) => void>()
  readonly #running = new Set<IncomingCall>()

  /** Takes note of each call. */
  readonly watch: Interceptor = incoming(async (call, next) => {
    this.#running.add(call)
    try {
      const result = await next()
      this.#tell(call, { failed: false, result })
      return result
    } catch (error) {
      this.#tell(call, { failed: true, error })
      throw error
    } finally {
      this.#running.delete(call)
    }
  })

  /** Methods that have not returned: `payments_service.charge`. */
  get running(): readonly string[] {
    return [...new Set([...this.#running].map(({ service, method }) => `${service}.${method}`))]
  }

  #tell(call: IncomingCall, outcome: WorkerOutcome): void {
    for (const listener of this.#listeners) listener(call, outcome)
  }

  /** Waits for a call that ends from now on. @throws what the method threw; when time is up. */
  next(
    target: { readonly service: string; readonly method: string },
    { until = () => true, timeout = '5s' }: WaitOptions<AnyCall>,
  ): Promise<EntrypointResult<readonly unknown[], any>> {
    const milliseconds = parseDuration(timeout)
    const name = `${target.service}.${target.method}`
    let seen = 0
    const waiting = new Promise<EntrypointResult<readonly unknown[], any>>((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer)
        this.#listeners.delete(listener)
      }
      const listener = (
        { service, method, args, context }: IncomingCall,
        outcome: WorkerOutcome,
      ) => {
        if (service !== target.service || method !== target.method) return
        seen++
        try {
          if (!until({ args, context, ...outcome })) return
        } catch (error) {
          finish()
          return reject(error)
        }
        finish()
        if (outcome.failed) reject(outcome.error)
        else resolve({ args, context, result: outcome.result })
      }
      const timer = setTimeout(() => {
        finish()
        const ran = seen === 0 ? 'was not called' : `ran ${seen} times, but not as is meant`
        reject(new Error(`${name} ${ran} within ${milliseconds} ms`))
      }, milliseconds)
      this.#listeners.add(listener)
    })
    // It may fail before the test comes to await it; then the test still hears of it.
    waiting.catch(() => {})
    return waiting
  }
}
