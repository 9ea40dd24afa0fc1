const SPACE = /[ \t\r\n]*/y
const TOKEN =
  /[{}[\],:]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy

/**
 * Where a text ceases to be JSON: at its end when something is missing there. Some versions of Node
 * tell it in their message, others do not.
 */
export function findMistake(text: string): number {
  let start = 0
  let end = 0

  /** The next token; undefined, with `start` where it would be, when there is none. */
  const read = (): string | undefined => {
    SPACE.lastIndex = end
    start = end + (SPACE.exec(text)?.[0].length ?? 0)
    TOKEN.lastIndex = start
    const token = TOKEN.exec(text)?.[0]
    end = start + (token?.length ?? 0)
    return token
  }
  const list = (close: string, isItem: (first: string | undefined) => boolean): boolean => {
    let token = read()
    if (token === close) return true
    while (isItem(token)) {
      const separator = read()
      if (separator === close) return true
      if (separator !== ',') return false
      token = read()
    }
    return false
  }
  const isValue = (token: string | undefined): boolean => {
    if (token === '[') return list(']', isValue)
    if (token === '{') return list('}', isMember)
    return token !== undefined && !/^[}\],:]$/.test(token)
  }
  const isMember = (token: string | undefined): boolean =>
    token?.startsWith('"') === true && read() === ':' && isValue(read())

  if (isValue(read())) read()
  return start
}
