// What generated checks ask of texts, numbers and arrays beyond their type. Schemas ask the same.

/** Whether a text has at least so many characters, counted as code points. */
export function hasMinLength(text: string, least: number): boolean {
  if (text.length < least) return false
  return text.length >= 2 * least || countCharacters(text) >= least
}

/** Whether a text has at most so many characters, counted as code points. */
export function hasMaxLength(text: string, most: number): boolean {
  if (text.length <= most) return true
  return text.length <= 2 * most && countCharacters(text) <= most
}

function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

const patterns = new Map<string, RegExp>()

/** Whether a regular expression, read with the flag `u`, matches somewhere in a text. */
export function matches(text: string, pattern: string): boolean {
  let expression = patterns.get(pattern)
  if (expression === undefined) {
    expression = new RegExp(pattern, 'u')
    patterns.set(pattern, expression)
  }
  return expression.test(text)
}

/** Whether a number is a whole multiple of another, but for the last bits of a fraction. */
export function isMultipleOf(value: number, step: number): boolean {
  const quotient = value / step
  const distance = Math.abs(quotient - Math.round(quotient))
  return distance <= Number.EPSILON * Math.max(1, Math.abs(quotient))
}

/** Whether no two items of an array have the same JSON form. */
export function isUnique(items: readonly unknown[]): boolean {
  const seen = new Set<unknown>()
  for (const item of items) {
    const key = typeof item === 'object' && item !== null ? canonical(item) : item
    if (seen.has(key)) return false
    seen.add(key)
  }
  return true
}

/** JSON with the keys of objects in order; what a Map or a Set holds in place of it. */
function canonical(item: object): string {
  return `\0${JSON.stringify(item, (_key, value: unknown) => {
    if (typeof value === 'bigint') return `\0${value}`
    if (value instanceof Map || value instanceof Set) return [...value]
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })}`
}
