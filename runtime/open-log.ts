import { type LoadedConfig, secretsOf } from './config/index.js'
import { hideSecrets, type Logger, type LogLevel, openLogger } from './log/index.js'

/**
 * A log that shows no secret of a configuration: a logger that was given, or standard error.
 * @param own Of the user; it decides on levels itself.
 */
export async function openLog(
  config: LoadedConfig,
  level: LogLevel,
  own?: Logger,
): Promise<Logger> {
  return hideSecrets(own ?? (await openLogger(level)), secretsOf(config))
}
