import { MAX_DEPTH } from './refuse-harm.js'

/**
 * A value as JSON would carry it, for serialisers that know more types than JSON: what has a
 * `toJSON` is replaced by what that gives. Bytes stay bytes, and numbers what they are.
 * @throws {TypeError} for a bigint, a circle, and what is nested too deep to be read again.
 */
export function jsonForm(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') throw new TypeError('a bigint has no form in JSON')
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  if (depth >= MAX_DEPTH) {
    throw new TypeError(`it is nested deeper than ${MAX_DEPTH} levels, or circular`)
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return jsonForm(value.toJSON(), depth + 1)
  }
  if (Array.isArray(value)) return value.map((item) => jsonForm(item, depth + 1) ?? null)
  const entries = Object.entries(value).map(([key, item]) => [key, jsonForm(item, depth + 1)])
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
}
