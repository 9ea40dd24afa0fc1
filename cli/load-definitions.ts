import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServiceDefinition } from 'mycelia'
import { bundleOptions, describeBuildFailure } from './bundle-services.js'
import { CommandFailed } from './command-failed.js'

const BUILT = 'node_modules/.cache/mycelia/main.mjs'

/**
 * Builds the services of a project and loads them. The built file lies within the project, so that
 * what it imports is found from there.
 */
export async function loadDefinitions(
  projectFolder: string,
): Promise<readonly ServiceDefinition[]> {
  const built = join(projectFolder, BUILT)
  const options = bundleOptions(projectFolder, built)
  mkdirSync(dirname(built), { recursive: true })
  const esbuild = await import('esbuild')
  try {
    await esbuild.build(options)
  } catch (error) {
    const description = await describeBuildFailure(error)
    throw description === undefined ? error : new CommandFailed(description)
  }
  return importDefinitions(built)
}

/** Loads services that have been built. */
export async function importDefinitions(built: string): Promise<readonly ServiceDefinition[]> {
  process.setSourceMapsEnabled(true)
  const main: { readonly definitions: readonly ServiceDefinition[] } = await import(
    pathToFileURL(built).href
  )
  return main.definitions
}
