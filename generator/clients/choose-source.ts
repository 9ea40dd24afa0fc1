import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { ExpectedError } from '../expected-error.js'
import { findServiceFiles } from '../service-files.js'
import {
  installedPackages,
  isPath,
  type Location,
  locateSource,
  relativeSource,
} from './locate-source.js'

/** Finds the word that a mistyped one most likely stands for. */
export type Suggest = (word: string, candidates: Iterable<string>) => string | undefined

/** A source as it was named on the command line, found. */
export interface ChosenSource {
  /** As `sources.json` remembers it. */
  readonly source: string
  /** Absolute paths of its contracts: at least one. */
  readonly contracts: readonly string[]
  /** The folder of the project or package; undefined of a single contract. */
  readonly folder: string | undefined
}

/**
 * Finds what somebody means by a source: a path of a project or of a contract, or a package.
 * @throws {ExpectedError} when there is no such thing, or nothing in it that could be called.
 */
export function chooseSource(projectFolder: string, given: string, suggest: Suggest): ChosenSource {
  const source = normalise(projectFolder, given)
  const location = locateSource(projectFolder, source)
  if (location.is === 'absent') refuseAbsent(projectFolder, given, source, suggest)
  if (location.is === 'folder') return chooseFolder(projectFolder, source, location)
  if (!location.path.endsWith('.json')) {
    misused(
      `${given} is neither a project nor a contract: name the folder of a project, an installed package, or a *.contract.json`,
    )
  }
  return { source, contracts: [location.path], folder: undefined }
}

/** A word without a dot or slash is a package, unless only a folder or file is called so. */
function normalise(projectFolder: string, given: string): string {
  const posix = given.replaceAll('\\', '/')
  if (isPath(posix)) return relativeSource(projectFolder, resolve(projectFolder, given))
  const isPackage = locateSource(projectFolder, given).is !== 'absent'
  return !isPackage && existsSync(resolve(projectFolder, given))
    ? relativeSource(projectFolder, resolve(projectFolder, given))
    : given
}

function chooseFolder(
  projectFolder: string,
  source: string,
  { path, contracts }: Extract<Location, { readonly is: 'folder' }>,
): ChosenSource {
  if (path === projectFolder) {
    misused('that is this project itself: clients of its own services are in src/generated already')
  }
  if (contracts.length > 0) return { source, contracts, folder: path }
  if (findServiceFiles(path).length > 0) {
    throw new ExpectedError(
      `${source} has services, but no contracts yet: run \`mycelia generate\` in ${path}, then this again`,
    )
  }
  if (!existsSync(join(path, 'package.json'))) {
    misused(`${source} is no project: it has no package.json, and no contracts of services`)
  }
  throw new ExpectedError(
    isPath(source)
      ? `${source} offers no services: it has neither src/**/*.service.ts nor contracts in src/generated`
      : `the package ${source} offers no services: it carries no *.contract.json in src/generated, dist/generated or dist/client`,
  )
}

function refuseAbsent(
  projectFolder: string,
  given: string,
  source: string,
  suggest: Suggest,
): never {
  if (isPath(source)) {
    const path = resolve(projectFolder, source)
    const near = suggest(basename(path), list(dirname(path)))
    const hint =
      near === undefined
        ? 'name the folder of a project, or a *.contract.json'
        : `did you mean ${relativeSource(projectFolder, join(dirname(path), near))}?`
    return misused(`there is no ${source}: ${hint}`)
  }
  const near = suggest(given, installedPackages(projectFolder))
  const install = `install it first (\`npm install ${given}\`), or write ./${given} for a folder`
  return misused(
    `the package "${given}" is not installed: ${near === undefined ? install : `did you mean ${near}?`}`,
  )
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function misused(message: string): never {
  throw new ExpectedError(message, { misused: true })
}
