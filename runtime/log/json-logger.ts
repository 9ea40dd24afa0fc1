import { chainOf, textOf } from './causes.js'
import type { Logger, LogLevel } from './logger.js'
import { pinoLogger } from './pino-logger.js'

/**
 * Writes a line of JSON a message to standard error: `level`, `time`, its fields, `err` for its
 * error, `msg`. The only importer of pino, loaded when there is JSON to write.
 */
export async function jsonLogger(level: LogLevel): Promise<Logger> {
  // Its types would bring those of Node into every project that reads Mycelia's sources.
  const { pino } = await import('pino' as string)
  return pinoLogger(
    pino(
      {
        level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label: string) => ({ level: label }), log: withoutHead },
        serializers: { err: (error: unknown) => describe(chainOf(error)) },
      },
      // Not a descriptor of pino's own: one writer to standard error keeps lines whole and in their
      // order, and writes before it returns, so that the last words of a process are not lost.
      { write: (line: string) => void process.stderr.write(line) },
    ),
  )
}

const HEAD = ['level', 'time', 'msg'] as const

/** Pino writes a field beside its own key of that name: readers would take the field for it. */
function withoutHead(fields: Record<string, unknown>): Record<string, unknown> {
  if (!HEAD.some((name) => Object.hasOwn(fields, name))) return fields
  const isHead = (name: string) => (HEAD as readonly string[]).includes(name)
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [isHead(name) ? `${name}_` : name, value]),
  )
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
