import { InvalidArguments } from '../errors/index.js'
import type { Headers } from '../transport/index.js'
import { MAX_DEPTH } from './field-tags.js'

/**
 * Headers in the form that amqplib's encoder takes. What AMQP type a value becomes is said here and
 * not left to amqplib, whose choice of small integer types Python peers cannot read.
 *
 * | value | on the wire |
 * |---|---|
 * | integer within 32 bits | `I` |
 * | larger positive integer | `l`: signed here and in RabbitMQ, unsigned to py-amqp |
 * | larger negative integer, fraction | `d` |
 * | bigint | like an integer; `l` where a double would not be exact; within 64 bits |
 * | Date | `T`, whole seconds |
 * | Uint8Array | `x` |
 * | string, boolean, null, array, table | `S`, `t`, `V`, `A`, `F` |
 *
 * `undefined` is left out of tables and is null in arrays. NaN and the infinities are refused: over
 * them RabbitMQ's channel crashes, and ends the connection.
 * @throws {InvalidArguments} for anything else, naming the header.
 */
export function encodeHeaders(headers: Headers): object {
  for (const name in headers) {
    if (name.length > SURELY_SHORT || !travelsAsItIs(headers[name])) return encodeTable(headers, [])
  }
  return headers
}

/** UTF-16 units that never take more than 255 bytes as UTF-8. */
const SURELY_SHORT = 85

/** What most headers hold, a call id stack above all, and amqplib encodes as wanted. */
function travelsAsItIs(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every(isString))
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

type Path = readonly (string | number)[]

function encodeTable(table: object, path: Path): object {
  const encoded = Object.create(null)
  for (const [name, value] of Object.entries(table)) {
    if (value === undefined) continue
    const at = [...path, name]
    if (Buffer.byteLength(name) > 255) throw refuse(at, 'a name of more than 255 bytes')
    encoded[name] = encodeValue(value, at)
  }
  // An own key `!` means something else to amqplib; an inherited one does not.
  return Object.hasOwn(encoded, '!') ? Object.create(encoded) : encoded
}

function encodeValue(value: unknown, path: Path): unknown {
  if (path.length > MAX_DEPTH) throw refuse(path, `more than ${MAX_DEPTH} levels`)
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      if (!Number.isFinite(value)) throw refuse(path, `${value}`)
      return encodeNumber(value)
    case 'bigint':
      return encodeBigint(value, path)
    case 'object':
      return encodeObject(value, path)
    default:
      throw refuse(path, `a ${typeof value}`)
  }
}

function encodeNumber(value: number): unknown {
  if (!Number.isInteger(value)) return { '!': 'double', value }
  if (value >= -(2 ** 31) && value < 2 ** 31) return { '!': 'int', value }
  return { '!': value > 0 && value < 2 ** 63 ? 'long' : 'double', value }
}

function encodeBigint(value: bigint, path: Path): unknown {
  if (BigInt.asIntN(64, value) !== value) throw refuse(path, 'a bigint of more than 64 bits')
  const number = Number(value)
  return Number.isSafeInteger(number) ? encodeNumber(number) : { '!': 'long', value }
}

function encodeObject(value: object | null, path: Path): unknown {
  if (value === null) return null
  if (Array.isArray(value)) {
    return value.map((item, index) => encodeValue(item ?? null, [...path, index]))
  }
  if (value instanceof Date) return encodeDate(value, path)
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  }
  if (!isPlain(value)) throw refuse(path, `a ${value.constructor?.name ?? 'strange object'}`)
  return encodeTable(value, path)
}

/** Unsigned on the wire, and Python ends with the year 9999. */
function encodeDate(date: Date, path: Path): unknown {
  const seconds = Math.floor(date.getTime() / 1000)
  if (!(seconds >= 0 && date.getUTCFullYear() <= 9999)) {
    throw refuse(path, 'a Date that is not within 1970 and 9999')
  }
  return { '!': 'timestamp', value: seconds }
}

/** Plain in any realm: without a prototype, or with one that has none itself. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function refuse([header, ...inside]: Path, what: string): InvalidArguments {
  const rest = inside.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
  return new InvalidArguments(`header "${header}${rest}": ${what} cannot travel in a header`)
}
