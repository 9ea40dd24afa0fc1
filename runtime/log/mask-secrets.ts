/** What stands in place of a secret. */
export const MASK = '**'

const SECRET_WORDS: ReadonlySet<string> = new Set(
  'pass passwd password passwords passphrase pwd secret secrets token tokens credential credentials apikey'.split(
    ' ',
  ),
)

/** Words that make a secret of a key that follows: `private_key`, `apiKey`. */
const SECRET_KEYS: ReadonlySet<string> = new Set(
  'api access private encryption signing shared'.split(' '),
)

/**
 * A copy of a document that can be shown: passwords in URIs, wherever they stand, and everything
 * under a key that looks secret (`password`, `api_key`, `jwtSecret`) are replaced by `**`. When in
 * doubt it masks.
 */
export function maskSecrets(document: unknown): unknown {
  if (typeof document === 'string') return maskUris(document)
  return mapEntries(document, (value, key) =>
    key !== undefined && looksSecret(key) ? maskAll(value) : maskSecrets(value),
  )
}

function maskAll(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    return MASK
  }
  return mapEntries(value, maskAll)
}

function mapEntries(value: unknown, map: (value: unknown, key?: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => map(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item, key)]))
}

/** `apiKey`, `API_KEY` and `api-key` are the words `api` and `key`. */
export function looksSecret(key: string): boolean {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
  return words.some(
    (word, index) =>
      SECRET_WORDS.has(word) || (word === 'key' && SECRET_KEYS.has(words[index - 1] ?? '')),
  )
}

/**
 * Masks from the colon after the user to the last @ before the next URI or line: a password in
 * which somebody forgot to escape a / or an @ is masked to its end.
 */
export function maskUris(text: string): string {
  if (!text.includes('://')) return text
  return text
    .split(/(?=\b[a-z][a-z0-9+.-]{0,30}:\/\/)/i)
    .map((part) => part.replace(/^([a-z][a-z0-9+.-]*:\/\/[^:@/\s]*:).*@/i, `$1${MASK}@`))
    .join('')
}
