/** Bytes that a short string can hold. */
const LONGEST = 255

/** A text behind its length. @throws {RangeError} when it is too long for a short string. */
export function encodeShortstr(text: string): Buffer {
  const bytes = Buffer.from(text)
  if (bytes.length > LONGEST) throw new RangeError(`a short string of ${bytes.length} bytes`)
  return Buffer.concat([Buffer.from([bytes.length]), bytes])
}

/** The short string at a place. */
export function shortstrAt(raw: Buffer, at: number): string {
  return raw.toString('utf8', at + 1, at + 1 + raw[at]!)
}
