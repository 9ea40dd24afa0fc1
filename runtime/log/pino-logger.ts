import { type Logger, type LogLevel, makeLogger } from './logger.js'

/** What is needed of a pino logger, whatever its version. */
export interface PinoInstance {
  readonly level: string
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/**
 * Lets Mycelia write to a logger of pino's: `run(definitions, { log: pinoLogger(pino()) })`. The
 * level stays pino's, also when it changes; an `error` is what pino calls `err`.
 */
export function pinoLogger(pino: PinoInstance): Logger {
  return makeLogger(
    () => LEVEL_OF.get(pino.level) ?? 'debug',
    (severity, message, { error, ...fields }) =>
      pino[severity](error === undefined ? fields : { ...fields, err: error }, message),
  )
}

/** Levels of pino's own are passed on to it whole: it knows what they leave out. */
const LEVEL_OF: ReadonlyMap<string, LogLevel> = new Map([
  ['info', 'info'],
  ['warn', 'warn'],
  ['error', 'error'],
  ['fatal', 'silent'],
  ['silent', 'silent'],
])
