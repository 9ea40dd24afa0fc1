import { ExpectedError } from '../expected-error.js'

/** Parses a file of JSON. @throws {ExpectedError} that names the line and column of a mistake. */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const message = (cause as Error).message
    const [line, column] = lineAndColumn(text, offsetIn(message) ?? text.length)
    const said = message.replace(/ (?:in JSON )?at position .*$/s, '')
    throw new ExpectedError(`${path}:${line}:${column} is not JSON: ${said}`, { cause })
  }
}

/** Node tells where in words only; at the end of the text not even that. */
function offsetIn(message: string): number | undefined {
  const [, digits] = /at position (\d+)/.exec(message) ?? []
  return digits === undefined ? undefined : Number(digits)
}

function lineAndColumn(text: string, offset: number): readonly [number, number] {
  const before = text.slice(0, offset).split('\n')
  return [before.length, (before.at(-1)?.length ?? 0) + 1]
}
