import type { Context } from './context.js'
import type { Scope, Token } from './token.js'

/** A dependency of your own: a connection pool, a cache, a client of something else. */
export interface ProviderOptions<T, S> {
  /** For messages. */
  readonly name: string
  /** Opens it, once in each container. A rejection stops the container's start. */
  start(scope: Scope): S | Promise<S>
  /** What one service instance gets. @default what `start` has returned */
  get?(started: S, context: Context): T
  /** Closes it, when the container has finished its last call. */
  stop?(started: S): void | Promise<void>
}

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
 */
export function provider<S, T = S>(options: ProviderOptions<T, S>): Token<T> {
  return {
    name: options.name,
    async start(scope) {
      const started = await options.start(scope)
      return {
        get: (context) =>
          options.get === undefined ? (started as unknown as T) : options.get(started, context),
        stop: () => options.stop?.(started),
      }
    },
  }
}
