import type { Logger, LogLevel } from './logger.js'
import { stderrLogger } from './stderr-logger.js'

/** `json` is a line of JSON a message, for collectors of logs; `text` is for people. */
export type LogFormat = 'json' | 'text'

/**
 * Opens a log on standard error. What writes JSON is loaded only where JSON is written.
 * @param level The least severe that is written. @default 'info'
 * @param format @default what {@link usualFormat} says
 */
export async function openLogger(
  level: LogLevel = 'info',
  format: LogFormat = usualFormat(),
): Promise<Logger> {
  if (format === 'text' || level === 'silent') return stderrLogger(level)
  const { jsonLogger } = await import('./json-logger.js')
  return jsonLogger(level)
}

/** JSON where NODE_ENV is `production` and standard error is no terminal, else text. */
export function usualFormat(): LogFormat {
  return process.env.NODE_ENV === 'production' && !process.stderr.isTTY ? 'json' : 'text'
}
