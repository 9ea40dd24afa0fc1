import { basename, resolve } from 'node:path'
import { openProject, type Project } from './project.js'
import { readProject } from './read-project.js'
import type { ReadResult } from './read-result.js'
import { ServiceCache } from './service-cache.js'
import { readConfig } from './tsconfig.js'

export interface ReaderOptions {
  readonly projectFolder: string
  /** @default 'tsconfig.json' in the project's folder */
  readonly tsConfigFile?: string
  /** Services beside `src/**\/*.service.ts`. */
  readonly files?: readonly string[]
}

export interface ReadOptions extends ReaderOptions {
  /** See {@link Reader.read}. */
  readonly overlay?: ReadonlyMap<string, string>
}

/** Reads one project, again and again; what has not changed is not parsed anew. */
export interface Reader {
  /**
   * @param overlay Texts in place of those on the disk, by absolute path: of generated files that
   *   have not been written yet. They count for this reading alone.
   * @param changedFiles Absolute paths of what has changed, come or gone on the disk since the last
   *   reading.
   */
  read(overlay?: ReadonlyMap<string, string>, changedFiles?: readonly string[]): ReadResult
}

/** Reads the services of a project once. */
export function readServices({ overlay, ...options }: ReadOptions): ReadResult {
  return openReader(options).read(overlay)
}

/** Opens a project, to read its services from time to time. */
export function openReader(options: ReaderOptions): Reader {
  const folder = standardPath(resolve(options.projectFolder))
  const within = (file: string) => standardPath(resolve(folder, file))
  const configFile = within(options.tsConfigFile ?? 'tsconfig.json')
  const namedFiles = (options.files ?? []).map(within)
  let project: Project | undefined
  let cache = new ServiceCache()
  return {
    read(overlay = new Map(), changedFiles = []) {
      const changed = changedFiles.map(within)
      if (project !== undefined && changed.some(concernsAll(project))) project = undefined
      const haveMoved = project?.files.refresh(changed) ?? true
      if (project === undefined || haveMoved) {
        const { config, problems } = readConfig(folder, configFile)
        if (config === undefined) {
          project = undefined
          return { contracts: [], problems, inputs: [], missing: [configFile] }
        }
        if (project === undefined) {
          project = openProject(folder, config)
          cache = new ServiceCache()
        } else {
          project.config = config
        }
      }
      project.files.layer(new Map([...overlay].map(([file, text]) => [within(file), text])))
      return readProject(project, namedFiles, cache)
    },
  }
}

/** Whether a file says how all others are read. */
function concernsAll({ config }: Project): (file: string) => boolean {
  return (file) => config.configFiles.includes(file) || basename(file) === 'package.json'
}

/** A path as the compiler writes it. */
function standardPath(path: string): string {
  return path.replaceAll('\\', '/')
}
