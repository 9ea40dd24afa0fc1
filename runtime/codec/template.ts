/** Whether a value is text of a pattern. @param texts What stands around the holes. */
export function isTemplate(
  value: any,
  texts: readonly string[],
  holes: readonly (keyof typeof HOLES)[],
): boolean {
  if (typeof value !== 'string') return false
  const last = texts.length - 1
  const [start, end] = [texts[0]!, texts[last]!]
  const stop = value.length - end.length
  let position = start.length
  if (stop < position || !value.startsWith(start) || !value.endsWith(end)) return false
  // As TypeScript matches: a hole ends where the text behind it is found first, and has one character
  // where another hole follows. Nothing is tried twice, so no text takes long.
  for (let i = 1; i < last; i++) {
    const text = texts[i]!
    const at = text === '' ? position + 1 : value.indexOf(text, position)
    if (at < 0 || at + text.length > stop) return false
    if (!HOLES[holes[i - 1]!](value.slice(position, at))) return false
    position = at + text.length
  }
  return HOLES[holes[last - 1]!](value.slice(position, stop))
}

/** Whether a key is one of a number: `Record<number, V>`. */
export function isNumberKey(key: string): boolean {
  return String(Number(key)) === key
}

/** What may stand in a hole. */
const HOLES = {
  string: (): boolean => true,
  number: (text: string): boolean => text !== '' && Number.isFinite(Number(text)),
  bigint: (text: string): boolean =>
    /^-?(?:\d+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(text),
  Uppercase: (text: string): boolean => text === text.toUpperCase(),
  Lowercase: (text: string): boolean => text === text.toLowerCase(),
  Capitalize: (text: string): boolean => text.charAt(0) === text.charAt(0).toUpperCase(),
  Uncapitalize: (text: string): boolean => text.charAt(0) === text.charAt(0).toLowerCase(),
}
