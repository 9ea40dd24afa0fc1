import { MAX_DEPTH } from './refuse-harm.js'

/**
 * Refuses MessagePack that says it holds more than it does, or is nested too deep: a few bytes can
 * announce an array of four billion items, which a decoder makes room for before it reads them.
 * @throws {RangeError}
 */
export function refuseBomb(body: Buffer): void {
  /** Values that each open array or map still has to come with; the first stands for the body. */
  const open = [1]
  let announced = 0
  let at = 0
  while (open.length > 0) {
    if (open.at(-1) === 0) {
      open.pop()
      continue
    }
    open[open.length - 1]!--
    if (at >= body.length) throw new RangeError('it ends too early')
    const { skip, values } = readHead(body, at)
    at += skip
    if (values === 0) continue
    announced += values
    // A value takes a byte at least.
    if (announced > body.length) throw new RangeError('it announces more than it holds')
    if (open.length > MAX_DEPTH) throw new RangeError(`nested deeper than ${MAX_DEPTH} levels`)
    open.push(values)
  }
}

interface Head {
  /** Bytes up to the next value. */
  readonly skip: number
  /** Values that it holds. */
  readonly values: number
}

/** What begins at a byte, by the table of MessagePack's specification. */
function readHead(body: Buffer, at: number): Head {
  const tag = body[at]!
  if (tag < 0x80 || tag >= 0xe0) return holding(1)
  if (tag < 0x90) return holding(1, 2 * (tag & 0x0f))
  if (tag < 0xa0) return holding(1, tag & 0x0f)
  if (tag < 0xc0) return holding(1 + (tag & 0x1f))
  if (tag < 0xc4) return holding(1)
  if (tag < 0xc7) return sized(body, at, tag - 0xc4)
  if (tag < 0xca) return sized(body, at, tag - 0xc7, 1)
  if (tag < 0xd4) return holding(1 + NUMBERS[tag - 0xca]!)
  if (tag < 0xd9) return holding(2 + 2 ** (tag - 0xd4))
  if (tag < 0xdc) return sized(body, at, tag - 0xd9)
  const width = 2 ** (1 + (tag & 1))
  const count = readSize(body, at + 1, width)
  return holding(1 + width, tag < 0xde ? count : 2 * count)
}

/** Bytes of floats and integers, from the tag 0xca on. */
const NUMBERS = [4, 8, 1, 2, 4, 8, 1, 2, 4, 8]

function holding(skip: number, values = 0): Head {
  return { skip, values }
}

/** Text, bytes and extensions, after a size of 1, 2 or 4 bytes. */
function sized(body: Buffer, at: number, power: number, more = 0): Head {
  const width = 2 ** power
  return holding(1 + width + more + readSize(body, at + 1, width))
}

function readSize(body: Buffer, at: number, width: number): number {
  if (at + width > body.length) throw new RangeError('it ends too early')
  return body.readUIntBE(at, width)
}
