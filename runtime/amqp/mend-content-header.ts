import {
  ARRAY,
  BYTES,
  FIXED_SIZES,
  LONG,
  LONG_STRING,
  MAX_DEPTH,
  PYTHON_LONG,
  TABLE,
} from './field-tags.js'

// A frame: type (1 byte), channel (2), size of the payload (4), payload, end (1). The payload of a
// content header: class (2), weight (2), size of the body (8), flags (2), the flagged properties.
const FRAME_HEADER = 2
const SIZE = 3
const PAYLOAD = 7
const FLAGS = 19
const PROPERTIES = 21

const HAS_CONTENT_TYPE = 0x8000
const HAS_CONTENT_ENCODING = 0x4000
const HAS_HEADERS = 0x2000

/** A table of fewer bytes cannot be nested deeply enough to hurt. */
const HARMLESS = 2048

/**
 * Makes a content header frame digestible for amqplib, in place, where otherwise its decoder would
 * throw, which ends the connection, and the message would come round again for ever. Python's tag
 * for 64-bit integers is replaced. A header table that is malformed or nested too deeply is taken
 * out of the message.
 * @param bytes What was received; a frame, perhaps not yet complete, begins at its first byte.
 * @returns whether a header table was taken out.
 */
export function mendContentHeader(bytes: Buffer): boolean {
  if (bytes.length <= PROPERTIES || bytes[0] !== FRAME_HEADER) return false
  const end = PAYLOAD + bytes.readUInt32BE(SIZE)
  if (bytes.length <= end || end < PROPERTIES) return false
  const flags = bytes.readUInt16BE(FLAGS)
  if ((flags & HAS_HEADERS) === 0) return false
  let at = PROPERTIES
  if (flags & HAS_CONTENT_TYPE) at += 1 + bytes[at]!
  if (flags & HAS_CONTENT_ENCODING) at += 1 + (bytes[at] ?? 0)
  if (at + 4 > end) return keepFlags(bytes, 0)
  const table = at + 4
  const stop = table + bytes.readUInt32BE(at)
  if (stop > end) return keepFlags(bytes, flags & (HAS_CONTENT_TYPE | HAS_CONTENT_ENCODING))
  const suspicious = stop - table > HARMLESS || bytes.subarray(table, stop).includes(PYTHON_LONG)
  if (!suspicious || mendTable(bytes, table, stop, 0)) return false
  bytes.copyWithin(at, stop, end)
  return keepFlags(bytes, flags & ~HAS_HEADERS)
}

/** Properties without a flag are not read, whatever bytes are left of them. */
function keepFlags(bytes: Buffer, flags: number): true {
  bytes.writeUInt16BE(flags, FLAGS)
  return true
}

/** @returns whether the table from `at` to `stop` is well formed. */
function mendTable(bytes: Buffer, at: number, stop: number, depth: number): boolean {
  if (depth > MAX_DEPTH) return false
  while (at < stop) {
    at += 1 + bytes[at]!
    at = mendValue(bytes, at, stop, depth)
  }
  return at === stop
}

function mendArray(bytes: Buffer, at: number, stop: number, depth: number): boolean {
  if (depth > MAX_DEPTH) return false
  while (at < stop) at = mendValue(bytes, at, stop, depth)
  return at === stop
}

/** @returns where the next value begins; beyond `stop` when this one is malformed. */
function mendValue(bytes: Buffer, at: number, stop: number, depth: number): number {
  if (at >= stop) return MALFORMED
  const tag = bytes[at]!
  if (tag === PYTHON_LONG) bytes[at] = LONG
  const fixed = FIXED_SIZES[tag]!
  if (fixed >= 0) return at + 1 + fixed
  const start = at + 5
  if (start > stop) return MALFORMED
  const next = start + bytes.readUInt32BE(at + 1)
  if (next > stop) return MALFORMED
  if (tag === LONG_STRING || tag === BYTES) return next
  const whole =
    (tag === TABLE && mendTable(bytes, start, next, depth + 1)) ||
    (tag === ARRAY && mendArray(bytes, start, next, depth + 1))
  return whole ? next : MALFORMED
}

const MALFORMED = Number.POSITIVE_INFINITY
