import { formatJson } from './format-json.js'
import { formatText } from './format-text.js'
import { LEVELS, type LogFields, type Logger, type LogLevel } from './logger.js'

/** `json` is a line of JSON a message, for collectors of logs; `text` is for people. */
export type LogFormat = 'json' | 'text'

/**
 * Writes to standard error.
 * @param level The least severe that is written. @default 'info'
 * @param format @default 'json' where NODE_ENV is `production` and standard error is no terminal
 */
export function stderrLogger(level: LogLevel = 'info', format: LogFormat = usual()): Logger {
  const least = LEVELS.indexOf(level)
  const print = format === 'json' ? formatJson : formatText
  const at = (severity: LogLevel): ((message: string, fields?: LogFields) => void) =>
    LEVELS.indexOf(severity) < least
      ? () => {}
      : (message, fields = {}) => void process.stderr.write(`${print(severity, message, fields)}\n`)
  return { level, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

function usual(): LogFormat {
  return process.env.NODE_ENV === 'production' && !process.stderr.isTTY ? 'json' : 'text'
}
