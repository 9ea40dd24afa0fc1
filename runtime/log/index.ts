export { type LogFields, type Logger, type LogLevel, stderrLogger } from './logger.js'
