import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { closest, loadConfig } from 'mycelia/config'
import { openProgramLog, serve, usualFormat } from 'mycelia/program'
import { findServiceFiles } from '../generator/service-files.js'
import { CommandFailed } from './command-failed.js'
import { exitCodeOf } from './exit-code-of.js'
import { generateQuietly } from './generate-project.js'
import { loadDefinitions } from './load-definitions.js'
import { printWarnings } from './print-warnings.js'

export interface RunFlags {
  readonly config?: string
  readonly broker?: string
}

/** Generates what is stale, starts the services, and returns when they have been stopped. */
export async function runServices(
  projectFolder: string,
  files: readonly string[],
  flags: RunFlags,
): Promise<void> {
  let log = await openProgramLog()
  const isForPeople = usualFormat() === 'text'
  try {
    refuseMissing(projectFolder, files)
    const config = await loadConfig({ file: flags.config, broker: flags.broker })
    log = await openProgramLog(config)
    if (isForPeople) printWarnings(config)
    else for (const warning of config.warnings) log.warn(warning)
    await generateQuietly(projectFolder, files)
    await serve(await loadDefinitions(projectFolder), config, log)
  } catch (error) {
    if (isForPeople) throw error
    throw new CommandFailed('', exitCodeOf(error, log))
  }
}

/** @throws {CommandFailed} when a named file is not there, with a guess of what was meant. */
export function refuseMissing(projectFolder: string, files: readonly string[]): void {
  for (const file of files) {
    if (existsSync(resolve(projectFolder, file))) continue
    const present = findServiceFiles(projectFolder).map((path) => relative(projectFolder, path))
    const guess =
      present.find((path) => path.endsWith(`/${file}.service.ts`)) ?? closest(file, present, 3)
    const hint = guess === undefined ? 'name a TypeScript file' : `did you mean ${guess}?`
    throw new CommandFailed(`there is no file "${file}": ${hint}`, 2)
  }
}
