import { join, resolve } from 'node:path'
import type { Contract } from 'mycelia/contract'
import type { ClientNote, RefreshedClients } from './clients/index.js'
import { clientEmitter } from './emit-clients.js'
import { isFresh, type Stamps, writeCache } from './generate-cache.js'
import { type GeneratedTexts, isSettled } from './is-settled.js'
import { lendRuntime } from './lend-runtime.js'
import { findNameTwins } from './name-twins.js'
import { type Emit, ProjectEmitter } from './project-emitter.js'
import type { Problem, Reader, ReadResult } from './read/index.js'
import { GENERATED_FOLDER } from './service-files.js'
import { applyChanges, below, compareFiles, type FileChanges } from './write-files.js'

export type { FileChanges } from './write-files.js'

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
  /** How many clients of other services have been added; 0 too when nothing was read. */
  readonly clients: number
  /** What is to be told about them. */
  readonly notes: readonly ClientNote[]
  /** Absolute paths outside of the project that the result was read from, or looked for in vain. */
  readonly sources: readonly string[]
}

const NO_CLIENTS = { clients: 0, notes: [], sources: [] } as const
const NO_CHANGES: FileChanges = { create: [], replace: [], remove: [], unchanged: [] }

/**
 * Writes the generated files of a project, as far as they have changed.
 * @throws {ExpectedError} when that is not possible.
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const projectFolder = resolve(options.projectFolder)
  const files = (options.files ?? []).map((file) => resolve(projectFolder, file))
  if (isFresh(projectFolder, files)) {
    return { problems: [], contracts: undefined, changes: NO_CHANGES, ...NO_CLIENTS }
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
  readonly #emitter = new ProjectEmitter()
  /** What the last run wrote. */
  #written: GeneratedTexts = new Map()
  #stamps: Stamps = new Map()

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

  /**
   * @param changedFiles Absolute paths that have changed since the last run.
   * @throws {ExpectedError} when something cannot be written, or what remembers clients is broken.
   */
  async run(check: boolean, changedFiles: readonly string[] = []): Promise<GenerateResult> {
    const { result, clients, wanted, problems } = await this.#read(changedFiles)
    const folder = join(this.#projectFolder, GENERATED_FOLDER)
    const { contracts } = result
    const told = {
      problems,
      contracts,
      clients: clients.count,
      notes: clients.notes,
      sources: [...clients.inputs, ...clients.missing],
    }
    if (problems.length > 0) return { ...told, changes: NO_CHANGES }
    const changes = withRemoved(compareFiles(folder, wanted), clients.obsolete)
    if (!check) {
      applyChanges(folder, changes, wanted)
      this.#written = wanted
      // Of a run that is remembered nothing would be told again.
      if (clients.notes.every(({ settled }) => settled)) this.#remember(result, clients, wanted)
    }
    return { ...told, changes: below(GENERATED_FOLDER, changes) }
  }

  /**
   * What a run would read if some files were other than they are. Writes nothing.
   * @param edits Texts in place of those on the disk, by absolute path.
   */
  async preview(
    edits: ReadonlyMap<string, string> = new Map(),
  ): Promise<Pick<ReadResult, 'contracts' | 'problems'>> {
    const { result, problems } = await this.#read([], edits)
    return { contracts: result.contracts, problems }
  }

  async #read(
    changedFiles: readonly string[],
    edits: ReadonlyMap<string, string> = new Map(),
  ): Promise<{
    readonly result: ReadResult
    readonly clients: RefreshedClients
    readonly wanted: ReadonlyMap<string, string>
    readonly problems: readonly Problem[]
  }> {
    // Loaded here: a run that has nothing to do needs none of it.
    const [emit, { refreshClients }, { pythonReader }] = await Promise.all([
      import('./emit/index.js'),
      import('./clients/index.js'),
      import('./python-reader.js'),
    ])
    const folder = join(this.#projectFolder, GENERATED_FOLDER)
    const readPython = await pythonReader(folder)
    const clients = refreshClients(this.#projectFolder, folder, clientEmitter(emit), readPython)
    const { result, wanted } = this.#readUntilStable(emit, clients, changedFiles, edits)
    const twins = findNameTwins(result.contracts, emit.serviceNames)
    return { result, clients, wanted, problems: [...result.problems, ...twins] }
  }

  /**
   * A service may import what is generated from another one, or from itself. Where those files are
   * missing or old, reading goes on over the new ones, in memory, until they stay the same.
   */
  #readUntilStable(
    emit: Emit,
    clients: RefreshedClients,
    changedFiles: readonly string[],
    edits: ReadonlyMap<string, string>,
  ): { readonly result: ReadResult; readonly wanted: ReadonlyMap<string, string> } {
    const folder = join(this.#projectFolder, GENERATED_FOLDER)
    let seen: GeneratedTexts = new Map([...this.#written, ...clients.files])
    let changed = changedFiles
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const over = new Map([...this.#lent, ...overlay(folder, seen), ...edits])
      const result = this.#reader.read(over, changed)
      const wanted = this.#emitter.emit(emit, result.contracts, clients)
      if (isSettled(folder, seen, wanted, result)) return { result, wanted }
      seen = wanted
      changed = []
    }
    throw new Error('generated files that depend on each other do not settle')
  }

  #remember(
    result: ReadResult,
    clients: RefreshedClients,
    wanted: ReadonlyMap<string, string>,
  ): void {
    const outputs = [...wanted.keys()].map((path) =>
      join(this.#projectFolder, GENERATED_FOLDER, path),
    )
    this.#stamps = writeCache(this.#projectFolder, this.#stamps, {
      extraFiles: this.#files,
      files: [...new Set([...result.inputs, ...clients.inputs, ...outputs])],
      missing: [...result.missing, ...clients.missing],
    })
  }
}

/** How often generated files may change each other before it is called a circle. */
const MOST_ROUNDS = 6

function overlay(folder: string, texts: GeneratedTexts): ReadonlyMap<string, string> {
  const sources = [...texts].filter(([path]) => path.endsWith('.ts'))
  return new Map(sources.map(([path, text]) => [join(folder, path), text]))
}

function withRemoved(changes: FileChanges, obsolete: readonly string[]): FileChanges {
  return { ...changes, remove: [...changes.remove, ...obsolete] }
}
