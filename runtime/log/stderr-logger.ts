import { formatText } from './format-text.js'
import { type Logger, type LogLevel, makeLogger } from './logger.js'

/**
 * Writes text for people to standard error.
 * @param level The least severe that is written. @default 'info'
 */
export function stderrLogger(level: LogLevel = 'info'): Logger {
  return makeLogger(
    () => level,
    (...message) => void process.stderr.write(`${formatText(...message)}\n`),
  )
}
