import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'

/** Where a remembered source is found now. */
export type Location =
  | { readonly is: 'file'; readonly path: string }
  | {
      readonly is: 'folder'
      readonly path: string
      /** Absolute paths of its contracts, all from one folder. */
      readonly contracts: readonly string[]
    }
  /** It is not there: in another checkout, or not installed. */
  | { readonly is: 'absent'; readonly lookedAt: readonly string[] }

/** Where a project or a package keeps the contracts of its services. */
const CONTRACT_FOLDERS = ['src/generated', 'dist/generated', 'dist/client', '.']

/** Finds a source as `sources.json` names it. */
export function locateSource(projectFolder: string, source: string): Location {
  const candidates = isPath(source)
    ? [resolve(projectFolder, source)]
    : packageFolders(projectFolder, source)
  const path = candidates.find((candidate) => existsSync(candidate))
  if (path === undefined) return { is: 'absent', lookedAt: candidates }
  if (!statSync(path).isDirectory()) return { is: 'file', path }
  return { is: 'folder', path, contracts: contractsIn(path) }
}

/** Whether a source is a path; otherwise it is the name of a package. */
export function isPath(source: string): boolean {
  return /^\.{1,2}(?:\/|$)/.test(source) || isAbsolute(source)
}

/** A path as `sources.json` remembers it: the same in every checkout. */
export function relativeSource(projectFolder: string, path: string): string {
  const way = relative(projectFolder, path).replaceAll('\\', '/')
  if (way === '') return '.'
  return isPath(way) ? way : `./${way}`
}

/** Where a contract of this name would lie in a folder: when one appears, the client may change. */
export function contractPlaces(folder: string, stem: string): readonly string[] {
  return CONTRACT_FOLDERS.map((place) => join(folder, place, `${stem}.contract.json`))
}

/** Every folder in which Node would look for a package, the nearest first. */
function packageFolders(from: string, name: string): readonly string[] {
  return nodeModules(from).map((folder) => join(folder, ...name.split('/')))
}

/** All packages that can be imported from a folder, by name. */
export function installedPackages(from: string): readonly string[] {
  const found = nodeModules(from).flatMap((folder) =>
    list(folder).flatMap((name) =>
      name.startsWith('@') ? list(join(folder, name)).map((inner) => `${name}/${inner}`) : [name],
    ),
  )
  return [...new Set(found)].filter((name) => !name.startsWith('.'))
}

function nodeModules(from: string): readonly string[] {
  const up = dirname(from)
  const own = join(from, 'node_modules')
  return up === from ? [own] : [own, ...nodeModules(up)]
}

function contractsIn(folder: string): readonly string[] {
  for (const place of CONTRACT_FOLDERS) {
    const names = list(join(folder, place)).filter((name) => name.endsWith('.contract.json'))
    if (names.length > 0) return names.sort().map((name) => join(folder, place, name))
  }
  return []
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
