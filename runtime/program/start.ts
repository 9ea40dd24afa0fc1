import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '../config/index.js'
import type { ServiceDefinition } from '../service/index.js'
import { openProgramLog } from './program-log.js'
import { serve } from './serve.js'
import { tellFailure } from './tell-failure.js'
import { tellHealth } from './tell-health.js'

/**
 * What a built project does when it is run: configured by its config.yaml and the environment, it
 * serves until it is stopped. With the argument `health` it asks whether the one that serves is
 * ready, and ends. A failure is told in the log and ends the program with 1.
 * @param main The URL of the program's file: `import.meta.url`.
 */
export async function start(
  definitions: readonly ServiceDefinition[],
  main: string,
): Promise<void> {
  let log = await openProgramLog()
  try {
    const config = await loadConfig({ file: findConfig(fileURLToPath(main)) })
    log = await openProgramLog(config)
    if (process.argv[2] === 'health') {
      process.exitCode = await tellHealth(config)
      return
    }
    for (const warning of config.warnings) log.warn(warning)
    await serve(definitions, config, log)
  } catch (error) {
    tellFailure(log, error)
    process.exitCode = 1
  }
}

/**
 * That of the working directory; a program that is started from elsewhere has its own beside it, or,
 * as in its project, one folder up.
 */
function findConfig(program: string): string | undefined {
  if (existsSync('config.yaml')) return undefined
  const folder = dirname(program)
  return [join(folder, 'config.yaml'), join(folder, '..', 'config.yaml')].find(existsSync)
}
