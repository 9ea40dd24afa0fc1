import { addEntrypoint } from './metadata.js'
import { methodContext } from './standard-context.js'
import type { TimerOptions } from './timer-options.js'

/** Decorates a public method of an instance that can be called without arguments. */
export type TimerDecorator = <This, Method extends (this: This) => unknown>(
  method: Method,
  context: ClassMethodDecoratorContext<This, Method> & {
    readonly private: false
    readonly static: false
    readonly name: string
  },
) => void

/**
 * Calls a method again and again: in an interval, without drift, or at the times of a cron pattern.
 * Ticks never overlap: after a slow one the next comes at once, and the others that it has made
 * late are left out. What a tick throws is logged.
 *
 * ```ts
 * @timer('5s')
 * async poll() { ... }
 *
 * @timer({ cron: '0 3 * * *', timeZone: 'Europe/Berlin', once: 'cluster' })
 * async cleanUp() { ... }
 * ```
 */
export function timer(when: string | number | TimerOptions): TimerDecorator {
  const options = typeof when === 'object' ? when : { every: when }
  return (_method, context, ...others: readonly unknown[]) => {
    const { method, metadata } = methodContext('@timer', context, others[0])
    addEntrypoint(metadata, { kind: 'timer', method, options })
  }
}
