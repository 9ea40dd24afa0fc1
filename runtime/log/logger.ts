/** Where Mycelia and its services write what happens. The console fits. */
export interface Logger {
  /** The least severe that is written, where the logger tells: what is dear to say is left out. */
  readonly level?: LogLevel
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

/** What belongs to a message: `error` is printed with its stack and its causes. */
export interface LogFields {
  readonly error?: unknown
  readonly [name: string]: unknown
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent']

/** Writes one message. */
export type WriteMessage = (
  severity: Exclude<LogLevel, 'silent'>,
  message: string,
  fields: LogFields,
) => void

/**
 * Makes a logger of a function, which is given what is not below the level.
 * @param level Asked at each message: a logger may be told to say more while it runs.
 */
export function makeLogger(level: () => LogLevel | undefined, write: WriteMessage): Logger {
  return passOn(level, (severity, message, fields) => {
    if (LEVELS.indexOf(severity) >= LEVELS.indexOf(level() ?? 'debug')) {
      write(severity, message, fields)
    }
  })
}

/** The same, of a function that is given everything: it decides on levels itself. */
export function passOn(level: () => LogLevel | undefined, write: WriteMessage): Logger {
  const at =
    (severity: Exclude<LogLevel, 'silent'>): Logger['info'] =>
    (message, fields = {}) =>
      write(severity, message, fields)
  const methods = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
  // A getter, and none where nothing is known of the level.
  return level() === undefined
    ? methods
    : Object.defineProperty(methods, 'level', { get: level, enumerable: true })
}

/**
 * A logger that adds fields to every message.
 * @param fields Asked for only when there is something to write.
 */
export function withFields(logger: Logger, fields: () => LogFields): Logger {
  return makeLogger(
    () => logger.level,
    (severity, message, own) => logger[severity](message, { ...fields(), ...own }),
  )
}
