import type { Config, ConfiguredLevel } from './config.js'
import { logLevel } from './nameko-values.js'
import type { SettingsReader, Source } from './settings-reader.js'
import { isMapping, mapping } from './value-readers.js'

/** Of Python's logging, what speaks of Python's classes. */
const WITHOUT_EFFECT = ['filters', 'formatters', 'handlers']

type Levels = Pick<Config, 'logLevel' | 'logLevels'>

/**
 * `LOGGING`: the levels in what Python's `logging.config.dictConfig` takes.
 * @param override The environment's `LOG_LEVEL`: it is for everything, whatever `LOGGING` says.
 */
export function readLogging(
  reader: SettingsReader,
  source: Source,
  warnings: string[],
  override: string | undefined,
): Levels {
  const written = readLevels(reader, source, warnings)
  if (override === undefined) return written
  try {
    return { logLevel: logLevel(override), logLevels: new Map() }
  } catch (error) {
    reader.problems.push(`the environment's LOG_LEVEL: ${(error as Error).message}`)
    return written
  }
}

function readLevels(reader: SettingsReader, source: Source, warnings: string[]): Levels {
  const logLevels = new Map<string, ConfiguredLevel>()
  const logging = reader.get('LOGGING', mapping, undefined)
  if (logging === undefined) return { logLevel: undefined, logLevels }
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
  return { logLevel: reader.get('LOGGING.root.level', logLevel, undefined), logLevels }
}
