import { chainOf, textOf } from './causes.js'
import type { LogFields, LogLevel } from './logger.js'

/** A message as one line of JSON: `level`, `time`, `msg`, its fields, and `err` for its error. */
export function formatJson(severity: LogLevel, message: string, fields: LogFields): string {
  const { error, ...others } = fields
  const head = { level: severity, time: new Date().toISOString(), msg: message }
  const err = error === undefined ? {} : { err: describe(chainOf(error)) }
  try {
    return JSON.stringify({ ...others, ...head, ...err }, writable)
  } catch {
    // A field that refers to itself, or throws when it is looked at.
    return JSON.stringify({ ...head, ...err })
  }
}

interface Described {
  readonly type: string
  readonly message: string
  readonly stack?: string
  readonly cause?: Described
}

function describe([error, ...causes]: readonly unknown[]): Described {
  const cause = causes.length === 0 ? {} : { cause: describe(causes) }
  if (!(error instanceof Error)) return { type: typeof error, message: textOf(error), ...cause }
  const { message, stack } = error
  const type = error.constructor.name
  return { type, message, ...(stack !== undefined && { stack }), ...cause }
}

function writable(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
