import type { LoadedConfig } from '../config/index.js'
import { type Logger, openLogger } from '../log/index.js'
import { openLog } from '../open-log.js'

/** The log of what happens beside the services: in production JSON, as theirs is. */
export function openProgramLog(config?: LoadedConfig): Promise<Logger> {
  return config === undefined ? openLogger() : openLog(config, config.logLevel ?? 'info')
}
