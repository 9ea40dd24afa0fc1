import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { BuildError, buildProject } from '../generator/build/index.js'
import { NO_SERVICES } from './bundle-services.js'
import { CommandFailed } from './command-failed.js'
import { generateQuietly } from './generate-project.js'

export interface BuildFlags {
  readonly external?: readonly string[]
}

/** Generates what is stale, checks the types, and builds `dist/`. */
export async function build(
  projectFolder: string,
  files: readonly string[],
  { external = [] }: BuildFlags,
): Promise<void> {
  await generateQuietly(projectFolder, files)
  if (!existsSync(join(projectFolder, 'src/generated/main.ts'))) {
    throw new CommandFailed(NO_SERVICES)
  }
  try {
    const { files: built, warnings } = await buildProject({ projectFolder, external })
    for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`)
    for (const { path, bytes } of built) {
      process.stdout.write(`built ${path} (${Math.ceil(bytes / 1000)} kB)\n`)
    }
  } catch (error) {
    throw error instanceof BuildError ? new CommandFailed(error.message) : error
  }
}
