import type { Form } from './form.js'

/** Python reads and writes no more digits either, unless it is told to: more take too long. */
const MOST_DIGITS = 4300

/**
 * A bigint travels as a string of its decimal digits: `"12345678901234567890"`. As a JSON number it
 * would lose digits wherever JavaScript reads it. A JSON integer that has lost none is read as well,
 * since that is what Python makes of an `int`.
 */
export const bigintForm: Form<bigint> = {
  expected: 'an integer, as a string of digits',
  is: (value) => typeof value === 'bigint',
  accepts: (json) =>
    typeof json === 'string'
      ? json.length <= MOST_DIGITS && /^-?\d+$/.test(json)
      : Number.isSafeInteger(json),
  decode: (json) => BigInt(json),
  encode: (value) => String(value),
}
