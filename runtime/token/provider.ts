import { parseDuration } from '../config/index.js'
import type { Context } from './context.js'
import type { Scope, Token, WorkerOutcome } from './token.js'

/**
 * A dependency of your own: a connection pool, a cache, a client of something else. What is left out
 * passes on what came before it: without `workerSetup` each call holds what `start` returned, and
 * without `get` an instance gets what the call holds.
 */
export interface ProviderOptions<Value, Held, Opened> {
  /** For messages. */
  readonly name: string
  /** Opens it, once in each container. What it throws stops the container's start. */
  start(scope: Scope): Opened | Promise<Opened>
  /**
   * Opens what one call needs, before its instance is made. What it throws is what the call throws:
   * the method is not run.
   */
  workerSetup?(started: Opened, context: Context): Held | Promise<Held>
  /** What one service instance gets. */
  get?(held: Held, context: Context): Value
  /**
   * Told how the call has ended, before whoever called is. What it throws is what a call throws that
   * would have returned; of one that has failed already, it is logged.
   */
  workerResult?(held: Held, outcome: WorkerOutcome, context: Context): void | Promise<void>
  /** Closes what `workerSetup` opened, whatever has happened. What it throws is logged. */
  workerTeardown?(held: Held, context: Context): void | Promise<void>
  /** Closes it, when the container has finished its last call. */
  stop?(started: Opened): void | Promise<void>
  /** Closes it at once, in place of `stop` or when that takes too long. @default nothing */
  kill?(started: Opened): void | Promise<void>
  /** How long `stop` may take: `'500ms'`, `'10s'`, or milliseconds. @default '10s' */
  readonly stopTimeout?: string | number
}

const STOP_TIMEOUT = '10s'

/**
 * Makes a token of something that a service needs.
 *
 * ```ts
 * export const Database = provider({
 *   name: 'Database',
 *   start: ({ config }) => new Pool({ connectionString: String(config.DATABASE_URL) }),
 *   stop: (pool) => pool.end(),
 * })
 * ```
 *
 * @throws {ConfigError} when `stopTimeout` cannot be read.
 */
export function provider<Opened, Held = Opened, Value = Held>(
  options: ProviderOptions<Value, Held, Opened>,
): Token<Value> {
  const { name, workerSetup, workerResult, workerTeardown } = options
  const stopTimeout = parseDuration(options.stopTimeout ?? STOP_TIMEOUT)
  const isPerWorker = [workerSetup, workerResult, workerTeardown].some((hook) => hook !== undefined)
  const get = (held: Held, context: Context): Value =>
    options.get === undefined ? (held as unknown as Value) : options.get(held, context)
  return {
    name,
    async start(scope) {
      const started = await options.start(scope)
      const lifetime = {
        stopTimeout,
        stop: () => options.stop?.(started),
        kill: () => options.kill?.(started),
      }
      // What no hook has opened is the same for all calls.
      if (!isPerWorker) {
        return { ...lifetime, get: (context) => get(started as unknown as Held, context) }
      }
      return {
        ...lifetime,
        get: (context, held) => get(held as Held, context),
        worker: {
          setup: (context) =>
            options.workerSetup === undefined ? started : options.workerSetup(started, context),
          result: (held, outcome, context) =>
            options.workerResult?.(held as Held, outcome, context),
          teardown: (held, context) => options.workerTeardown?.(held as Held, context),
        },
      }
    },
  }
}
