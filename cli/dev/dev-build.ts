import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildContext } from 'esbuild'
import { bundleOptions, describeBuildFailure } from '../bundle-services.js'
import { CommandFailed } from '../command-failed.js'

const CACHE = 'node_modules/.cache/mycelia'

/** Builds the services of a project again and again; what has not changed is not parsed anew. */
export class DevBuild {
  readonly #projectFolder: string
  readonly #folder: string
  #context: BuildContext<{ write: false }> | undefined
  #text = ''
  #count = 0

  constructor(projectFolder: string) {
    this.#projectFolder = projectFolder
    const cache = join(projectFolder, CACHE)
    mkdirSync(cache, { recursive: true })
    this.#folder = mkdtempSync(join(cache, 'dev-'))
  }

  /**
   * @returns the file that was built; undefined when it is the same as before.
   * @throws {CommandFailed} that shows where the sources are wrong.
   */
  async build(): Promise<string | undefined> {
    const text = await this.#bundle()
    if (text === this.#text) return undefined
    this.#text = text
    // A process may still be loading the one before.
    const built = join(this.#folder, `${++this.#count}.mjs`)
    writeFileSync(built, text)
    rmSync(join(this.#folder, `${this.#count - 2}.mjs`), { force: true })
    return built
  }

  async close(): Promise<void> {
    await this.#context?.dispose()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #bundle(): Promise<string> {
    try {
      const { outputFiles } = await (await this.#open()).rebuild()
      return outputFiles[0]?.text ?? ''
    } catch (error) {
      const description = await describeBuildFailure(error)
      throw description === undefined ? error : new CommandFailed(description)
    }
  }

  async #open(): Promise<BuildContext<{ write: false }>> {
    if (this.#context !== undefined) return this.#context
    const options = bundleOptions(this.#projectFolder, join(this.#folder, 'main.mjs'))
    const { context } = await import('esbuild')
    this.#context = await context({ ...options, write: false as const })
    return this.#context
  }
}
