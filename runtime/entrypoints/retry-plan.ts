import { parseDuration } from '../config/index.js'
import type { RetryOptions } from '../service/index.js'

const RETRIES = 5
const FIRST_DELAY = '1s'
const LONGEST_DELAY = '5m'

/** How much longer each pause is than the one before. */
const FACTOR = 4

/**
 * The pauses before each retry, in milliseconds: none when a message is not tried again.
 * @throws {ConfigError} when a duration cannot be read.
 */
export function retryPlan(options: boolean | RetryOptions | undefined): readonly number[] {
  if (options === undefined || options === false) return []
  const {
    retries = RETRIES,
    delay = FIRST_DELAY,
    longestDelay = LONGEST_DELAY,
  } = options === true ? {} : options
  const [first, longest] = [parseDuration(delay), parseDuration(longestDelay)]
  return Array.from({ length: retries }, (_, index) =>
    Math.round(Math.min(first * FACTOR ** index, longest)),
  )
}
