import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildFailure, BuildOptions } from 'esbuild'
import { CommandFailed } from './command-failed.js'

/** What is wrong with a project that has nothing to run. */
export const NO_SERVICES: string =
  "no services found: decorate a class in src/**/*.service.ts with @service('name') from 'mycelia'"

/** Lists the services of a project. */
export const MAIN = 'src/generated/main.ts'

/**
 * How the services of a project become one file that Node runs within the project: its own sources
 * together, packages as they are installed.
 * @throws {CommandFailed} when nothing has been generated, because there is no service.
 */
export function bundleOptions(projectFolder: string, outfile: string): BuildOptions {
  const entry = join(projectFolder, MAIN)
  if (!existsSync(entry)) {
    throw new CommandFailed(NO_SERVICES)
  }
  return {
    entryPoints: [entry],
    outfile,
    absWorkingDir: projectFolder,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    keepNames: true,
    sourcemap: 'inline',
    logLevel: 'silent',
  }
}

/** What esbuild found wrong, with code frames; undefined when it is no finding of esbuild's. */
export async function describeBuildFailure(error: unknown): Promise<string | undefined> {
  const { errors } = error as Partial<BuildFailure>
  if (errors === undefined) return undefined
  const { formatMessages } = await import('esbuild')
  const messages = await formatMessages(errors, { kind: 'error' })
  return `the services cannot be built\n${messages.join('\n').trimEnd()}`
}
