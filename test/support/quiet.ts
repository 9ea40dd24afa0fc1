import { type Logger, stderrLogger } from 'mycelia'

/** For tests that provoke what would be logged. */
export const quiet: Logger = stderrLogger('silent')
