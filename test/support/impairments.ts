/**
 * What a bad line does to the bytes of one direction as they come: it passes them on, or others, or
 * none, now or later.
 */
export type Impairment = (bytes: Buffer, pass: (bytes: Buffer) => void) => void

/** A good line. */
export const passOn: Impairment = (bytes, pass) => pass(bytes)

/** A black hole: what is sent is gone, and whoever sends it does not learn of it. */
export const swallow: Impairment = () => {}

/** A long way: all that is sent arrives so many milliseconds later. */
export function delay(milliseconds: number): Impairment {
  return (bytes, pass) => {
    setTimeout(pass, milliseconds, bytes)
  }
}

/** A thin line: so many bytes at a time, each a turn of the event loop after the ones before. */
export function drip(size: number): Impairment {
  let left = Buffer.alloc(0)
  let dripping = false
  return (bytes, pass) => {
    left = Buffer.concat([left, bytes])
    const drop = () => {
      dripping = left.length > 0
      if (!dripping) return
      pass(left.subarray(0, size))
      left = left.subarray(size)
      setImmediate(drop)
    }
    if (!dripping) drop()
  }
}

/** A line that ends within a frame. @param hangUp Ends it. */
export function truncate(hangUp: () => void): Impairment {
  let ended = false
  return (bytes, pass) => {
    if (ended) return
    ended = true
    pass(bytes.subarray(0, bytes.length >> 1))
    hangUp()
  }
}

/** A line that turns one byte of what passes first into another. @param at Which. */
export function garble(at: number): Impairment {
  let done = false
  return (bytes, pass) => {
    if (!done) bytes.writeUInt8(bytes.readUInt8(at % bytes.length) ^ 0xff, at % bytes.length)
    done = true
    pass(bytes)
  }
}
