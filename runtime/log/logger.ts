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

/**
 * A logger that adds fields to every message.
 * @param fields Asked for only when there is something to write.
 */
export function withFields(logger: Logger, fields: () => LogFields): Logger {
  const { level = 'debug' } = logger
  const least = LEVELS.indexOf(level)
  const at = (severity: Exclude<LogLevel, 'silent'>): Logger['info'] =>
    LEVELS.indexOf(severity) < least
      ? () => {}
      : (message, own) => logger[severity](message, { ...fields(), ...own })
  return { level, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
