import { ConfigError } from '../errors/index.js'

const BYTES: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
}

/**
 * Reads a size: `'4MiB'` (1024 based), `'4MB'` (1000 based), or a number of bytes.
 * @returns whole bytes.
 * @throws {ConfigError} when it is none, or less than one byte.
 */
export function parseSize(value: string | number): number {
  const bytes = Math.floor(typeof value === 'number' ? value : readText(value))
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes
  throw refused(value, 'a size is at least one byte')
}

function readText(text: string): number {
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? []
  const factor = unit === undefined ? undefined : BYTES[unit.toLowerCase()]
  if (amount !== undefined && factor !== undefined) return Number(amount) * factor
  throw refused(text, 'write bytes, or a number and its unit, as in 4MiB or 512KiB')
}

function refused(value: string | number, advice: string): ConfigError {
  return new ConfigError(`${JSON.stringify(value)} is not a size: ${advice}`)
}
