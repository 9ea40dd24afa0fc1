import { findMistake } from 'mycelia/contract'
import { ExpectedError } from '../expected-error.js'

/** Parses a file of JSON. @throws {ExpectedError} that names the line and column of a mistake. */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const offset = findMistake(text)
    const before = text.slice(0, offset).split('\n')
    const place = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
    const found = offset === text.length ? 'it ends too soon' : `"${shown(text, offset)}" is wrong`
    throw new ExpectedError(`${path}:${place} is not JSON: ${found}`, { cause })
  }
}

/** What stands at a place, to the end of its line and not too much of it. */
function shown(text: string, offset: number): string {
  const [line = ''] = text.slice(offset, offset + 20).split('\n')
  return line.trim()
}
