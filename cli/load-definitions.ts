import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServiceDefinition } from 'mycelia'
import { CommandFailed } from './run-program.js'

/** What is wrong with a project that has nothing to run. */
export const NO_SERVICES: string =
  "no services found: decorate a class in src/**/*.service.ts with @service('name') from 'mycelia'"

const MAIN = 'src/generated/main.ts'
const BUILT = 'node_modules/.cache/mycelia/main.mjs'

/**
 * Builds the services of a project and loads them. The built file lies within the project, so that
 * what it imports is found from there.
 */
export async function loadDefinitions(
  projectFolder: string,
): Promise<readonly ServiceDefinition[]> {
  const entry = join(projectFolder, MAIN)
  if (!existsSync(entry)) {
    throw new CommandFailed(NO_SERVICES)
  }
  const built = join(projectFolder, BUILT)
  mkdirSync(join(built, '..'), { recursive: true })
  await build(entry, built, projectFolder)
  process.setSourceMapsEnabled(true)
  const main: { readonly definitions: readonly ServiceDefinition[] } = await import(
    pathToFileURL(built).href
  )
  return main.definitions
}

async function build(entry: string, outfile: string, projectFolder: string): Promise<void> {
  const esbuild = await import('esbuild')
  try {
    await esbuild.build({
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
    })
  } catch (error) {
    const { errors } = error as { readonly errors?: Parameters<typeof esbuild.formatMessages>[0] }
    if (errors === undefined) throw error
    const messages = await esbuild.formatMessages(errors, { kind: 'error' })
    throw new CommandFailed(`the services cannot be built\n${messages.join('\n').trimEnd()}`)
  }
}
