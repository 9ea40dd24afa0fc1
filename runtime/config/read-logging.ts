import type { Config } from './config.js'
import { logLevel } from './nameko-values.js'
import type { SettingsReader, Source } from './settings-reader.js'
import { isMapping, mapping } from './value-readers.js'

/** Of Python's logging, what speaks of Python's classes. */
const WITHOUT_EFFECT = ['filters', 'formatters', 'handlers']

/** `LOGGING`: the levels in what Python's `logging.config.dictConfig` takes. */
export function readLogging(
  reader: SettingsReader,
  source: Source,
  warnings: string[],
): Pick<Config, 'logLevel' | 'logLevels'> {
  const logLevels = new Map<string, Config['logLevel']>()
  const logging = reader.get('LOGGING', mapping, undefined)
  if (logging === undefined) return { logLevel: 'info', logLevels }
  for (const key of WITHOUT_EFFECT.filter((key) => Object.hasOwn(logging, key))) {
    const place = source.describe(['LOGGING', key])
    warnings.push(`${place}: has no effect: logs go to standard error, as text or JSON`)
  }
  const loggers = reader.get('LOGGING.loggers', mapping, {})
  for (const [name, logger] of Object.entries(loggers)) {
    const { level } = isMapping(logger) ? logger : {}
    if (level === undefined || level === null) continue
    try {
      logLevels.set(name, logLevel(level))
    } catch (error) {
      reader.refuse(`LOGGING.loggers.${name}.level`, (error as Error).message)
    }
  }
  return { logLevel: reader.get('LOGGING.root.level', logLevel, 'info'), logLevels }
}
