import { ConfigError } from '../errors/index.js'

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** What a timer of Node can wait for: nearly 25 days. */
const LONGEST = 2 ** 31 - 1

/**
 * Reads a duration: `'500ms'`, `'2s'`, `'1.5m'`, `'1h'`, or a number of milliseconds.
 * @returns milliseconds.
 * @throws {ConfigError} when it is none, not more than zero, or longer than a timer can wait.
 */
export function parseDuration(value: string | number): number {
  const milliseconds = typeof value === 'number' ? value : readText(value)
  if (!(milliseconds > 0)) throw refused(value, 'a duration is more than 0')
  if (milliseconds > LONGEST) throw refused(value, 'the longest duration is 24 days')
  return milliseconds
}

function readText(text: string): number {
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? []
  const factor = unit === undefined ? undefined : MILLISECONDS[unit.toLowerCase()]
  if (amount === undefined || factor === undefined) {
    throw refused(text, 'write a number and its unit, ms, s, m or h, as in 500ms or 2s')
  }
  return Number(amount) * factor
}

function refused(value: string | number, advice: string): ConfigError {
  return new ConfigError(`${JSON.stringify(value)} is not a duration: ${advice}`)
}
