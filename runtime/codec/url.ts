import type { Form } from './form.js'

/** A URL travels as its text: `"https://example.com/?q=1"`. */
export const urlForm: Form<URL> = {
  expected: 'a URL',
  is: (value) => value instanceof URL,
  accepts: (json) => typeof json === 'string' && URL.canParse(json),
  decode: (json) => new URL(json),
  encode: (value) => value.href,
}
