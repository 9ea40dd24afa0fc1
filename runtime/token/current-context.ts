import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context } from './context.js'

/** Shared by all copies of Mycelia in the process, as with `inject`. */
const STORAGE: unique symbol = Symbol.for('mycelia.currentContext') as never

interface Holder {
  [STORAGE]?: AsyncLocalStorage<Context>
}

/**
 * The call under way, for code that no instance has been handed to: a log's formatter, a database
 * driver's hook. Undefined outside of calls, and where the service has no `trackContext` among its
 * interceptors: what follows a call through every await costs each of them.
 */
export function currentContext(): Context | undefined {
  return (globalThis as Holder)[STORAGE]?.getStore()
}

/** Runs something within a call, as {@link currentContext} sees it. */
export function runInContext<T>(context: Context, run: () => T): T {
  const holder = globalThis as Holder
  holder[STORAGE] ??= new AsyncLocalStorage()
  return holder[STORAGE].run(context, run)
}
