import type { Form } from './form.js'

/**
 * A RegExp travels as `{ "source": "^a+$", "flags": "i" }`. Where its last match ended does not.
 * Beware of patterns of others: there are short ones that match a short text for hours.
 */
export const regExpForm: Form<RegExp> = {
  expected: 'a regular expression, as an object of its source and its flags',
  is: (value) => value instanceof RegExp,
  accepts: (json) => parse(json) !== undefined,
  decode: (json) => parse(json)!,
  encode: ({ source, flags }) => ({ source, flags }),
}

function parse(json: any): RegExp | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const { source, flags } = json
  if (typeof source !== 'string' || typeof flags !== 'string') return undefined
  try {
    return new RegExp(source, flags)
  } catch {
    return undefined
  }
}
