import { inspect } from 'node:util'
import { safeText } from '../safe-text.js'

/** A value as a person reads it. What is not fit for a terminal makes it lose its colours. */
export function show(value: unknown, colours: boolean): string {
  const options = { depth: 8, maxArrayLength: 200, maxStringLength: 20_000 }
  const plain = inspect(value, options)
  const safe = safeText(plain)
  return colours && safe === plain ? inspect(value, { ...options, colors: true }) : safe
}
