import { join, resolve } from 'node:path'
import type { Contract } from 'mycelia/contract'
import type { EmittedFile } from './emit/index.js'
import { isFresh, writeCache } from './generate-cache.js'
import { lendRuntime } from './lend-runtime.js'
import type { Problem, Reader, ReadResult } from './read/index.js'
import { GENERATED_FOLDER } from './service-files.js'
import { generatorVersion } from './version.js'
import { applyChanges, compareFiles, type FileChanges } from './write-files.js'

export { CannotWrite, type FileChanges } from './write-files.js'

export interface GenerateOptions {
  readonly projectFolder: string
  /** Services beside `src/**\/*.service.ts`. */
  readonly files?: readonly string[]
  /** Only compare: write nothing. @default false */
  readonly check?: boolean
  /** Whether the project may lack the runtime, which is then read from the tools. @default false */
  readonly lendRuntime?: boolean
}

export interface GenerateResult {
  /** What is wrong with the source. When there is anything, nothing was written. */
  readonly problems: readonly Problem[]
  /** The services found; undefined when the last run's files still held and nothing was read. */
  readonly contracts: readonly Contract[] | undefined
  /** Paths from the project's folder. */
  readonly changes: FileChanges
}

const NO_CHANGES: FileChanges = { create: [], replace: [], remove: [], unchanged: [] }

/**
 * Writes the generated files of a project, as far as they have changed.
 * @throws {CannotWrite} when that is not possible.
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const projectFolder = resolve(options.projectFolder)
  const files = (options.files ?? []).map((file) => resolve(projectFolder, file))
  if (isFresh(projectFolder, files)) {
    return { problems: [], contracts: undefined, changes: NO_CHANGES }
  }
  const { openReader } = await import('./read/index.js')
  const lent = options.lendRuntime ? lendRuntime(projectFolder) : new Map()
  const reader = openReader({ projectFolder, files })
  const generator = new Generator(reader, projectFolder, files, lent)
  return generator.run(options.check ?? false)
}

/** Reads and writes one project, again and again if need be. */
export class Generator {
  readonly #reader: Reader
  readonly #projectFolder: string
  readonly #files: readonly string[]
  readonly #lent: ReadonlyMap<string, string>

  /** @param lent Texts of packages, by the paths that they will have once they are installed. */
  constructor(
    reader: Reader,
    projectFolder: string,
    files: readonly string[],
    lent: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#lent = lent
    this.#reader = reader
    this.#projectFolder = projectFolder
    this.#files = files
  }

  /** @param changedFiles Absolute paths that have changed since the last run. */
  async run(check: boolean, changedFiles: readonly string[] = []): Promise<GenerateResult> {
    const { result, wanted } = await this.#readUntilStable(changedFiles)
    if (result.problems.length > 0) {
      return { problems: result.problems, contracts: result.contracts, changes: NO_CHANGES }
    }
    const folder = join(this.#projectFolder, GENERATED_FOLDER)
    const changes = compareFiles(folder, wanted)
    if (!check) {
      applyChanges(folder, changes, wanted)
      this.#remember(result, wanted)
    }
    return { problems: [], contracts: result.contracts, changes: inProject(changes) }
  }

  /**
   * A service may import what is generated from another one, or from itself. Where those files are
   * missing or old, reading goes on over the new ones, in memory, until they stay the same.
   */
  async #readUntilStable(changedFiles: readonly string[]): Promise<{
    readonly result: ReadResult
    readonly wanted: ReadonlyMap<string, string>
  }> {
    const emit = await import('./emit/index.js')
    let result = this.#reader.read(this.#lent, changedFiles)
    let wanted = emitAll(emit, result.contracts)
    for (let round = 0; round < MOST_ROUNDS; round++) {
      result = this.#reader.read(new Map([...this.#lent, ...overlay(this.#projectFolder, wanted)]))
      const next = emitAll(emit, result.contracts)
      const stable = sameFiles(wanted, next)
      wanted = next
      if (stable) return { result, wanted }
    }
    throw new Error('generated files that depend on each other do not settle')
  }

  #remember(result: ReadResult, wanted: ReadonlyMap<string, string>): void {
    const outputs = [...wanted.keys()].map((path) =>
      join(this.#projectFolder, GENERATED_FOLDER, path),
    )
    writeCache(this.#projectFolder, {
      extraFiles: this.#files,
      files: [...new Set([...result.inputs, ...outputs])],
      missing: result.missing,
    })
  }
}

/** How often generated files may change each other before it is called a circle. */
const MOST_ROUNDS = 5

type Emit = typeof import('./emit/index.js')

function emitAll(emit: Emit, contracts: readonly Contract[]): ReadonlyMap<string, string> {
  const files: EmittedFile[] = contracts.flatMap((contract) =>
    emit.emitService(contract, { generatorVersion, serviceModule: moduleOf(contract) }),
  )
  if (contracts.length > 0) files.push(emit.emitMain(contracts, { generatorVersion }))
  return new Map(files.map(({ path, text }) => [path, text]))
}

/** The class's module as the generated folder imports it. */
function moduleOf({ source }: Contract): string {
  const path = source.file.replace(/\.(m?)ts$/, '.$1js')
  return path.startsWith('src/') ? `../${path.slice('src/'.length)}` : `../../${path}`
}

function overlay(
  projectFolder: string,
  wanted: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const sources = [...wanted].filter(([path]) => path.endsWith('.ts'))
  return new Map(sources.map(([path, text]) => [join(projectFolder, GENERATED_FOLDER, path), text]))
}

function sameFiles(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([path, text]) => b.get(path) === text)
}

function inProject(changes: FileChanges): FileChanges {
  const from = (paths: readonly string[]) => paths.map((path) => `${GENERATED_FOLDER}/${path}`)
  const { create, replace, remove, unchanged } = changes
  return {
    create: from(create),
    replace: from(replace),
    remove: from(remove),
    unchanged: from(unchanged),
  }
}
