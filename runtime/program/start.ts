import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '../config/index.js'
import { ServiceError } from '../errors/index.js'
import type { ServiceDefinition } from '../service/index.js'
import { serve } from './serve.js'

/**
 * What a built project does when it is run: configured by its config.yaml and the environment, it
 * serves until it is stopped. A failure is told on standard error and ends the program with 1.
 * @param main The URL of the program's file: `import.meta.url`.
 */
export async function start(
  definitions: readonly ServiceDefinition[],
  main: string,
): Promise<void> {
  try {
    const config = await loadConfig({ file: findConfig(fileURLToPath(main)) })
    for (const warning of config.warnings) process.stderr.write(`warning: ${warning}\n`)
    await serve(definitions, config)
  } catch (error) {
    // Errors of the runtime say what is wrong and what to do: their stack would only hide it.
    if (error instanceof ServiceError) process.stderr.write(`error: ${error.message}\n`)
    else process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
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
