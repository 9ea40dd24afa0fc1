export { type LogFields, type Logger, type LogLevel, withFields } from './logger.js'
export { type LogFormat, stderrLogger } from './stderr-logger.js'
