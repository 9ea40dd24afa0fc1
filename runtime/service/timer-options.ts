import type { ExpectedErrors } from './expected-errors.js'

interface TickOptions extends ExpectedErrors {
  /** Whether the first tick comes at the start. @default false */
  readonly eager?: boolean
  /**
   * `'cluster'`: only one of all running instances ticks; when it ends, another takes over at once.
   * @default every instance ticks
   */
  readonly once?: 'cluster'
}

export interface IntervalOptions extends TickOptions {
  /** `'500ms'`, `'5s'`, `'10m'`, `'1h'`, or milliseconds. */
  readonly every: string | number
}

export interface CronOptions extends TickOptions {
  /** Five fields, minute to day of the week, or six with seconds first: `'0 3 * * *'`. */
  readonly cron: string
  /** Whose clock: `'Europe/Berlin'`. @default the machine's */
  readonly timeZone?: string
}

export type TimerOptions = IntervalOptions | CronOptions
