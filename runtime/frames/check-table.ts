import { isUtf8 } from 'node:buffer'
import { MAX_DEPTH } from './field-table.js'
import { FrameError } from './frame-error.js'

/** Bytes that the value of a field takes, by the character code of its tag; others say it themselves. */
const SIZES: Readonly<Record<number, number>> = Object.fromEntries(
  Object.entries({ V: 0, t: 1, b: 1, B: 1, s: 2, u: 2, I: 4, i: 4, f: 4, D: 5 })
    .concat(Object.entries({ l: 8, L: 8, T: 8, d: 8 }))
    .map(([tag, size]) => [tag.charCodeAt(0), size]),
)

const TEXT = 'S'.charCodeAt(0)
const BYTES = 'x'.charCodeAt(0)
const ARRAY = 'A'.charCodeAt(0)
const TABLE = 'F'.charCodeAt(0)

/**
 * Walks over a table that begins at an offset, without making anything of it: what passes can be
 * read later on. @returns the offset behind it.
 * @throws {FrameError} where reading it would.
 */
export function checkTable(bytes: Buffer, at: number, limit: number = bytes.length): number {
  return checkFields(bytes, at, limit, 0, true)
}

function checkFields(
  bytes: Buffer,
  begin: number,
  limit: number,
  depth: number,
  named: boolean,
): number {
  if (depth > MAX_DEPTH) throw new FrameError(502, `tables nested deeper than ${MAX_DEPTH} levels`)
  const end = checkSized(bytes, begin, limit)
  let at = begin + 4
  while (at < end) {
    if (named) at = checkShortstr(bytes, at, end)
    if (at >= end) throw brokenTable()
    const tag = bytes[at++]!
    const size = SIZES[tag]
    if (size !== undefined) at += size
    else if (tag === TEXT || tag === BYTES) at = checkSized(bytes, at, end)
    else if (tag === TABLE || tag === ARRAY) {
      at = checkFields(bytes, at, end, depth + 1, tag === TABLE)
    } else throw new FrameError(502, `unknown field type ${String.fromCharCode(tag)} in a table`)
  }
  if (at !== end) throw brokenTable()
  return end
}

/** @returns the offset behind what follows its length. */
function checkSized(bytes: Buffer, at: number, limit: number): number {
  if (at + 4 > limit) throw brokenTable()
  const end = at + 4 + bytes.readUInt32BE(at)
  if (end > limit) throw brokenTable()
  return end
}

/**
 * Walks over a short string. @returns the offset behind it.
 * @throws {FrameError} where reading it would.
 */
export function checkShortstr(bytes: Buffer, at: number, limit: number = bytes.length): number {
  const end = at + 1 + (bytes[at] ?? Number.NaN)
  // Also when it is no number.
  if (!(end <= limit)) throw brokenTable()
  for (let i = at + 1; i < end; i++) {
    if (bytes[i]! < 0x80) continue
    if (isUtf8(bytes.subarray(i, end))) break
    throw new FrameError(501, 'Malformed UTF-8 in shortstr')
  }
  return end
}

function brokenTable(): FrameError {
  return new FrameError(501, 'a field ends beyond its frame')
}
