import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildClient } from './build-client.js'
import { BuildError } from './build-error.js'
import { bundleProgram } from './bundle-program.js'
import { runCompiler } from './run-compiler.js'

export interface BuildOptions {
  /** Absolute. Its generated files must be up to date. */
  readonly projectFolder: string
  /** Packages that are left out of the bundle, and must be installed where it runs. */
  readonly external?: readonly string[]
}

export interface BuildResult {
  /** What was built, from the project's folder. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[]
  /** What is odd about it without being wrong. */
  readonly warnings: readonly string[]
}

/**
 * Builds `dist/`: `main.js`, the program, which needs neither packages nor sources; and `client/`,
 * what callers import. The compiler comes first and the bundler works on what it has written: it
 * checks the types, and its output keeps private fields fast in decorated classes.
 *
 * What was built before stays until all went well.
 *
 * @throws {BuildError} when the types do not fit, or something that is imported cannot be found.
 */
export async function buildProject(options: BuildOptions): Promise<BuildResult> {
  const { projectFolder, external = [] } = options
  // As deep as `dist`, because source maps point out of it; and within the project, so that what the
  // compiled files import is found from where they lie.
  const fresh = join(projectFolder, `.dist-${process.pid}`)
  const work = `${fresh}-work`
  await mkdir(work, { recursive: true })
  try {
    const [bundled, client] = await Promise.all([
      compileProgram(projectFolder, work).then((entry) =>
        bundleProgram(entry, join(fresh, 'main.js'), projectFolder, external),
      ),
      buildClient(projectFolder, work, join(fresh, 'client')),
    ])
    const dist = join(projectFolder, 'dist')
    await rm(dist, { recursive: true, force: true })
    await rename(fresh, dist)
    const files = [...bundled.files, ...client.files].map(({ path, bytes }) => ({
      path: `dist/${path}`,
      bytes,
    }))
    return { files, warnings: [...bundled.warnings, ...client.warnings] }
  } finally {
    await rm(work, { recursive: true, force: true })
    await rm(fresh, { recursive: true, force: true })
  }
}

/** @returns the compiled list of the services, absolute. */
async function compileProgram(projectFolder: string, work: string): Promise<string> {
  const folder = join(work, 'program')
  await runCompiler(projectFolder, [
    ...['--project', 'tsconfig.json'],
    ...['--outDir', folder],
    ...['--noEmit', 'false', '--sourceMap', 'true', '--inlineSources', 'true'],
    ...['--declaration', 'false', '--composite', 'false', '--incremental', 'false'],
  ])
  // Where it lies depends on the root of the sources, which is the tsconfig's to tell.
  const places = ['generated/main.js', 'src/generated/main.js'].map((path) => join(folder, path))
  const entry = places.find((path) => existsSync(path))
  if (entry !== undefined) return entry
  throw new BuildError('the tsconfig leaves src/generated/main.ts out: its "include" must cover it')
}
