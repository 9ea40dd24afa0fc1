/** Where Mycelia and its services write what happens. pino's loggers and the console fit. */
export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

/** What belongs to a message: `error` is printed with its stack. */
export interface LogFields {
  readonly error?: unknown
  readonly [name: string]: unknown
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent']

/**
 * Writes a line a message to standard error.
 * @param level The least severe that is written. @default 'info'
 */
export function stderrLogger(level: LogLevel = 'info'): Logger {
  const least = LEVELS.indexOf(level)
  const at = (severity: LogLevel): ((message: string, fields?: LogFields) => void) =>
    LEVELS.indexOf(severity) < least
      ? () => {}
      : (message, fields) => void process.stderr.write(`${format(severity, message, fields)}\n`)
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

function format(severity: LogLevel, message: string, fields: LogFields = {}): string {
  const { error, ...others } = fields
  const line = severity === 'info' ? message : `${severity}: ${message}`
  const details = Object.entries(others).map(([name, value]) => ` ${name}=${show(value)}`)
  const cause =
    error instanceof Error ? `\n${error.stack}` : error === undefined ? '' : `\n${error}`
  return line + details.join('') + cause
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
}
