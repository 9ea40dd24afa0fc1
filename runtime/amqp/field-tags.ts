/**
 * Tables and arrays within each other that a header may hold, at most. amqplib's decoder recurses:
 * a few ten thousand levels, which fit into one frame, would overflow its stack.
 */
export const MAX_DEPTH = 100

/** The type tags of AMQP 0-9-1 as RabbitMQ uses them, with the bytes that each value takes. */
const FIXED: Readonly<Record<string, number>> = {
  t: 1,
  b: 1,
  B: 1,
  s: 2,
  u: 2,
  I: 4,
  i: 4,
  f: 4,
  D: 5,
  l: 8,
  L: 8,
  d: 8,
  T: 8,
  V: 0,
}

const UNKNOWN = -1

/** The bytes of a value by its tag. */
export const FIXED_SIZES: Int8Array = new Int8Array(256).fill(UNKNOWN)
for (const [tag, size] of Object.entries(FIXED)) FIXED_SIZES[tag.charCodeAt(0)] = size

export const LONG_STRING: number = 'S'.charCodeAt(0)
export const BYTES: number = 'x'.charCodeAt(0)
export const ARRAY: number = 'A'.charCodeAt(0)
export const TABLE: number = 'F'.charCodeAt(0)
/** What Python writes for integers beyond 32 bits, and amqplib does not know. */
export const PYTHON_LONG: number = 'L'.charCodeAt(0)
/** The same eight bytes, known to amqplib. */
export const LONG: number = 'l'.charCodeAt(0)
