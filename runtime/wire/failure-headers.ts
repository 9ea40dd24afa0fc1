import type { Headers, HeaderValue } from '../transport/index.js'

const PREFIX = 'mycelia.'
const ATTEMPTS = 'mycelia.attempts'
const FIRST_FAILURE = 'mycelia.first_failure'

/** What the broker adds when a message comes back from a retry queue. */
const DEATH = /^x-(?:death|(?:first|last)-death-(?:queue|reason|exchange))$/

/** How often a message has failed, and since when. */
export interface FailureCount {
  readonly attempts: number
  /** ISO 8601. */
  readonly firstFailure: string
}

/** Why a message ended in a dead-letter queue. */
export interface FailureReason {
  readonly code: string
  readonly message: string
}

/** Whether a header tells of failed deliveries, and not of the call that sent the message. */
export function isFailureHeader(name: string): boolean {
  return name.startsWith(PREFIX) || DEATH.test(name)
}

/** The failures of a message with one more, now. */
export function failuresOf(headers: Headers, now: Date = new Date()): FailureCount {
  const attempts = headers[ATTEMPTS]
  const firstFailure = headers[FIRST_FAILURE]
  return {
    attempts: (isCount(attempts) ? attempts : 0) + 1,
    firstFailure: isTime(firstFailure) ? firstFailure : now.toISOString(),
  }
}

function isCount(value: HeaderValue | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31
}

/** Anybody may have written it: it has to fit into one frame with what else there is. */
function isTime(value: HeaderValue | undefined): value is string {
  return typeof value === 'string' && /^[\dTZ:.+-]{10,40}$/.test(value)
}

/** The headers with which a message is tried again. */
export function retriedHeaders(headers: Headers, failures: FailureCount): Headers {
  return {
    ...withoutFailures(headers),
    [ATTEMPTS]: failures.attempts,
    [FIRST_FAILURE]: failures.firstFailure,
  }
}

/**
 * The headers of a message in a dead-letter queue.
 * @param queue Where it came from, and could be sent again.
 */
export function buriedHeaders(
  headers: Headers,
  failures: FailureCount,
  { code, message }: FailureReason,
  queue: string,
): Headers {
  return {
    ...retriedHeaders(headers, failures),
    'mycelia.queue': queue,
    'mycelia.error_code': code,
    'mycelia.error_message': message.slice(0, LONGEST_MESSAGE),
  }
}

/** What a dead-letter queue tells of a message. */
export interface Burial {
  /** The queue that it came from. */
  readonly queue: string | undefined
  readonly code: string | undefined
  readonly message: string | undefined
  readonly attempts: number | undefined
  /** ISO 8601. */
  readonly firstFailure: string | undefined
}

/** Reads what {@link buriedHeaders} has written; others may have written anything. */
export function burialOf(headers: Headers): Burial {
  const text = (name: string) => {
    const value = headers[name]
    return typeof value === 'string' ? value : undefined
  }
  const attempts = headers[ATTEMPTS]
  return {
    queue: text('mycelia.queue'),
    code: text('mycelia.error_code'),
    message: text('mycelia.error_message'),
    attempts: typeof attempts === 'number' ? attempts : undefined,
    firstFailure: text(FIRST_FAILURE),
  }
}

/** Characters of an error's message: headers have to fit into one frame. */
const LONGEST_MESSAGE = 2_000

/** Only those that tell of failures: the rest could not travel. */
export function failureHeaders(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith(PREFIX)))
}

/** The headers of a message without what tells of its failures: it starts anew. */
export function withoutFailures(headers: Headers): Headers {
  const kept: Record<string, HeaderValue> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (!isFailureHeader(name)) kept[name] = value
  }
  return kept
}
