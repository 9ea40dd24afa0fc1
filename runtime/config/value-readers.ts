import { ConfigError } from '../errors/index.js'
import { parseDuration } from './duration.js'

/**
 * Reads a value that is neither null nor missing.
 * @throws {ConfigError} that says what is wrong with it; which key it is, others know.
 */
export type Read<T> = (value: unknown) => T

export function text(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw expected('text', value)
}

export function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw expected('true or false', value)
}

export function mapping(value: unknown): Readonly<Record<string, unknown>> {
  if (isMapping(value)) return value
  throw expected('a mapping', value)
}

export function integer(least: number, most: number = Number.MAX_SAFE_INTEGER): Read<number> {
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`
  return (value) => {
    const isInteger = typeof value === 'number' && Number.isInteger(value)
    if (isInteger && value >= least && value <= most) return value
    throw expected(`a whole number ${range}`, value)
  }
}

/** One of several words in capitals, whatever the case in which it is written. */
export function oneOf<const T extends string>(...words: readonly T[]): Read<T> {
  return (value) => {
    const word =
      typeof value === 'string' ? words.find((known) => known === value.toUpperCase()) : undefined
    if (word !== undefined) return word
    throw expected(`one of ${words.join(', ')}`, value)
  }
}

/** A duration in milliseconds, where a bare number is seconds as everywhere in Nameko. */
export function duration(value: unknown): number {
  if (typeof value === 'number') return parseDuration(value * 1000)
  if (typeof value === 'string') return parseDuration(value)
  throw expected('seconds, or text as 500ms or 2s', value)
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Text is not shown: it may be a secret in the wrong place. */
export function expected(what: string, found: unknown): ConfigError {
  return new ConfigError(`expected ${what}, found ${describe(found)}`)
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  return typeof value === 'string' ? 'other text' : String(value)
}
