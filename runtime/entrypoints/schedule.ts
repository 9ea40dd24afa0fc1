import { parseDuration } from '../config/index.js'
import { ServiceDefinitionError } from '../errors/index.js'
import type { CronOptions, IntervalOptions, TimerOptions } from '../service/index.js'

/** Says when a timer ticks. */
export interface Schedule {
  /** Milliseconds by the clock that the schedule goes by. */
  now(): number
  /**
   * When to tick next. A tick that is late is due at once; others that are late too are left out.
   * Infinity: never again.
   */
  next(): number
}

/**
 * The schedule of one timer from now on.
 * @throws {ServiceDefinitionError} {@link ConfigError} when it cannot be read.
 */
export async function makeSchedule(options: TimerOptions): Promise<Schedule> {
  return 'cron' in options ? cronSchedule(options) : intervalSchedule(options)
}

/** @param now A clock that never goes back. */
export function intervalSchedule(
  { every, eager = false }: IntervalOptions,
  now: () => number = () => performance.now(),
): Schedule {
  const interval = parseDuration(every)
  const start = now()
  let slot = eager ? -1 : 0
  return {
    now,
    next() {
      slot = Math.max(slot + 1, Math.floor((now() - start) / interval))
      return start + slot * interval
    },
  }
}

/** croner is loaded here, by those who use it. */
async function cronSchedule({ cron, timeZone, eager = false }: CronOptions): Promise<Schedule> {
  const { Cron } = await import('croner')
  const pattern = read()
  let last = Date.now()
  let isFirst = eager
  return {
    now: () => Date.now(),
    next() {
      const now = Date.now()
      const due = isFirst ? now : (pattern.nextRun(new Date(last))?.getTime() ?? Infinity)
      isFirst = false
      last = Math.max(due, now)
      return due
    },
  }

  function read(): InstanceType<typeof Cron> {
    try {
      const pattern = new Cron(cron, {
        paused: true,
        ...(timeZone !== undefined && { timezone: timeZone }),
      })
      // Only now is the time zone looked at.
      pattern.nextRun()
      return pattern
    } catch (error) {
      throw new ServiceDefinitionError(
        `cannot read the timer "${cron}": ${(error as Error).message}`,
        { cause: error },
      )
    }
  }
}
