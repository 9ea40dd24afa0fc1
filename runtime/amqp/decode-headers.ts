import type { Headers, HeaderValue } from '../transport/index.js'

const NONE: Headers = Object.freeze(Object.create(null))

/**
 * Headers as amqplib has decoded them, in the form that Mycelia uses: tables are copied by their
 * own keys into objects without a prototype, because amqplib assigns what a peer calls `__proto__`;
 * timestamps become Dates, decimals numbers. Integers beyond 2^53 have lost their last digits.
 */
export function decodeHeaders(headers: object | undefined): Headers {
  return headers === undefined ? NONE : decodeTable(headers)
}

function decodeTable(table: object): Headers {
  const decoded = Object.create(null)
  for (const [name, value] of Object.entries(table)) decoded[name] = decodeValue(value)
  return decoded
}

function decodeValue(value: unknown): HeaderValue {
  if (typeof value !== 'object' || value === null) return value as HeaderValue
  if (Array.isArray(value)) return value.map(decodeValue)
  if (value instanceof Uint8Array) return value
  if (Object.hasOwn(value, '!')) return decodeTyped(value as Typed) ?? decodeTable(value)
  return decodeTable(value)
}

/** What amqplib makes of types that JavaScript lacks; a peer's own table may look like it. */
interface Typed {
  readonly '!': unknown
  readonly value?: unknown
}

function decodeTyped({ '!': type, value }: Typed): HeaderValue | undefined {
  if (type === 'timestamp' && typeof value === 'number') {
    const date = new Date(value * 1000)
    return Number.isNaN(date.getTime()) ? value : date
  }
  if (type === 'decimal' && typeof value === 'object' && value !== null) {
    const { places, digits } = value as { readonly places?: unknown; readonly digits?: unknown }
    // amqplib reads digits without a sign; Python writes them with one.
    if (typeof places === 'number' && typeof digits === 'number') return (digits | 0) / 10 ** places
  }
  return undefined
}
