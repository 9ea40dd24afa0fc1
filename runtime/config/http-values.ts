import { expected, mapping } from './value-readers.js'

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** Names of headers, by the keys of the context data that they become. */
export function headerNames(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(mapping(value))
  for (const [, header] of entries) {
    if (typeof header !== 'string' || !TOKEN.test(header)) {
      throw expected('names of headers, as auth_token: Authorization', header)
    }
  }
  return Object.fromEntries(entries) as Record<string, string>
}

/** Origins as browsers send them; `*` is all of them. */
export function origins(value: unknown): readonly string[] {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value]
  const wrong = given.find((origin) => !isOrigin(origin))
  if (wrong === undefined) return given as readonly string[]
  throw expected("origins, as https://app.example.com, or '*'", wrong)
}

function isOrigin(value: unknown): boolean {
  if (typeof value !== 'string') return false
  return value === '*' || (URL.canParse(value) && new URL(value).origin === value)
}
