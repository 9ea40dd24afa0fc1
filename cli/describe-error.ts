import type { ServiceError } from 'mycelia'
import { safeText } from './safe-text.js'

const ADVICE = {
  safe: 'the work was not done: you may call again',
  never: 'calling again would fail again',
  unknown: 'the work may have been done: call again only where that does no harm',
} as const

/** What a call has failed with, as lines: the code and the message, then what to do. */
export function describeError(error: ServiceError, hint?: string): readonly string[] {
  return [
    safeText(`${error.code}: ${error.message}`),
    ...(hint === undefined ? [] : [hint]),
    `${ADVICE[error.retry]}; see docs/errors.md`,
  ]
}
