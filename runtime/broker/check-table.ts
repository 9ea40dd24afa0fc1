import { FrameError } from '../frames/index.js'

/** How deep tables and arrays may lie in each other: as deep as they can be read. */
const MAX_DEPTH = 64

/** Bytes of the values that have always as many, by tag. */
const SIZES: Readonly<Record<string, number>> = {
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
  T: 8,
  d: 8,
  V: 0,
}

/** By the code of the tag; -1 for a tag that there is not. */
const SIZE_BY_TAG: Int8Array = new Int8Array(256).fill(-1)
for (const [tag, size] of Object.entries(SIZES)) SIZE_BY_TAG[tag.charCodeAt(0)] = size

const TEXT = 'S'.charCodeAt(0)
const BINARY = 'x'.charCodeAt(0)
const TABLE = 'F'.charCodeAt(0)
const ARRAY = 'A'.charCodeAt(0)

/**
 * Walks over a field table without decoding it: what is passed on must not break who receives it.
 * @param at Where its length stands.
 * @returns where it ends.
 * @throws {FrameError} when it could not be read.
 */
export function checkTable(bytes: Buffer, at: number, end: number = bytes.length): number {
  return checkFields(bytes, at, end, true, 0)
}

function checkFields(
  bytes: Buffer,
  begin: number,
  limit: number,
  named: boolean,
  depth: number,
): number {
  if (depth > MAX_DEPTH) throw new FrameError(502, `tables nested deeper than ${MAX_DEPTH} levels`)
  if (begin + 4 > limit) throw broken()
  const end = begin + 4 + bytes.readUInt32BE(begin)
  if (end > limit) throw broken()
  let at = begin + 4
  while (at < end) {
    if (named) at += 1 + bytes[at]!
    // A name that reaches beyond the end leaves no room for a tag.
    if (at >= end) throw broken()
    const tag = bytes[at++]!
    const size = SIZE_BY_TAG[tag]!
    if (size >= 0) at += size
    else if (tag === TABLE || tag === ARRAY) {
      at = checkFields(bytes, at, end, tag === TABLE, depth + 1)
    } else if (tag === TEXT || tag === BINARY) {
      if (at + 4 > end) throw broken()
      at += 4 + bytes.readUInt32BE(at)
    } else {
      throw new FrameError(502, `unknown field type ${String.fromCharCode(tag)} in a table`)
    }
  }
  if (at !== end) throw broken()
  return end
}

function broken(): FrameError {
  return new FrameError(502, 'a table does not end where its length says')
}
