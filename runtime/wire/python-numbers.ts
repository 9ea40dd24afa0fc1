import { randomUUID } from 'node:crypto'

/**
 * Parses JSON with the numbers that Python's `json` writes and JSON does not have: `NaN`,
 * `Infinity` and `-Infinity`. Slower than `JSON.parse`: it is for text that this has refused.
 * @throws {SyntaxError} when it is not JSON for another reason.
 */
export function parsePythonNumbers(text: string): unknown {
  // Random, so that nothing in the text can be taken for it; an array, so that it cannot be a key.
  const nan = randomUUID()
  const json = replaceNames(text, (name) => (name === 'NaN' ? `["${nan}"]` : TOO_LARGE))
  return JSON.parse(json, (_, value) =>
    Array.isArray(value) && value[0] === nan ? Number.NaN : value,
  )
}

/** A number that JSON allows and that is read as infinite. */
const TOO_LARGE = '1e999'

const NAME = /NaN|Infinity|"/g

/** Replaces the names that stand outside of strings. */
function replaceNames(text: string, replace: (name: string) => string): string {
  let replaced = ''
  let copied = 0
  NAME.lastIndex = 0
  for (let found = NAME.exec(text); found !== null; found = NAME.exec(text)) {
    const [name] = found
    if (name === '"') NAME.lastIndex = endOfString(text, NAME.lastIndex)
    else {
      replaced += text.slice(copied, found.index) + replace(name)
      copied = NAME.lastIndex
    }
  }
  return replaced + text.slice(copied)
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Where the string ends that has begun before; the end of the text if it does not. */
function endOfString(text: string, start: number): number {
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === BACKSLASH) i++
    else if (code === QUOTE) return i + 1
  }
  return text.length
}
