import type { Headers, HeaderValue } from '../transport/index.js'
import { isFailureHeader } from './failure-headers.js'

const PREFIX = 'nameko.'
const STACK = 'call_id_stack'

/** What a message says of the call that sent it. */
export interface ContextData {
  /** Ids of the calls that led here, oldest first. */
  readonly callIdStack: readonly string[]
  readonly data: Readonly<Record<string, unknown>>
}

/** The headers of an outgoing message: context data under Nameko's prefix (`messaging.py`, `HeaderEncoder`). */
export function encodeContext({ callIdStack, data }: ContextData): Headers {
  const headers: Record<string, HeaderValue> = { [PREFIX + STACK]: callIdStack }
  for (const key in data) {
    const value = data[key]
    if (value !== undefined && value !== null) headers[PREFIX + key] = value as HeaderValue
  }
  return headers
}

/**
 * Context data from the headers of an incoming message: every header counts, with Nameko's prefix
 * or without (`messaging.py`, `HeaderDecoder`), but for what tells of failed deliveries.
 */
export function decodeContext(headers: Headers): ContextData {
  const data: Record<string, unknown> = Object.create(null)
  let callIdStack: readonly string[] = []
  for (const [name, value] of Object.entries(headers)) {
    if (isFailureHeader(name)) continue
    const key = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name
    if (key !== STACK) data[key] = value
    else if (Array.isArray(value)) callIdStack = value.filter((id) => typeof id === 'string')
  }
  return { callIdStack, data }
}
