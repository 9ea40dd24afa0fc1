import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findServiceFiles } from './service-files.js'
import { generatorVersion } from './version.js'

/**
 * What the last run saw and wrote, so that a run that has nothing to do finds out from file stamps
 * alone, without loading the compiler. A file whose stamp has changed is compared by its content.
 */
interface Cache {
  readonly generator: string
  readonly extraFiles: readonly string[]
  readonly serviceFiles: readonly string[]
  /** Files that the result was read from, and files that it was written to. */
  readonly files: Readonly<Record<string, Stamp>>
  /** Paths at which imports were looked for in vain: when one appears, the result may change. */
  readonly missing: readonly string[]
}

export interface Stamp {
  readonly modified: number
  readonly size: number
  readonly hash: string
}

export interface CacheEntry {
  readonly extraFiles: readonly string[]
  readonly files: readonly string[]
  readonly missing: readonly string[]
}

const CACHE_FILE = 'node_modules/.cache/mycelia/generate.json'

/** Rebuilt tools count as other tools, whatever their version. */
const generator = `${generatorVersion} ${statSync(new URL(import.meta.url)).mtimeMs}`

/** Whether generated files are what a run would write now. */
export function isFresh(projectFolder: string, extraFiles: readonly string[]): boolean {
  const cache = readCache(projectFolder)
  return (
    cache !== undefined &&
    cache.generator === generator &&
    sameList(cache.extraFiles, extraFiles) &&
    sameList(cache.serviceFiles, findServiceFiles(projectFolder)) &&
    Object.entries(cache.files).every(([path, stamp]) => isSame(path, stamp)) &&
    !cache.missing.some((path) => existsSync(path))
  )
}

/** How files were when a run ended, by path. */
export type Stamps = ReadonlyMap<string, Stamp>

/**
 * Remembers a run. A project without `node_modules` gets no cache, only slower runs.
 * @param before Stamps of the run before: what is as it was then is not hashed again.
 * @returns the stamps of this run.
 */
export function writeCache(projectFolder: string, before: Stamps, entry: CacheEntry): Stamps {
  if (!existsSync(join(projectFolder, 'node_modules'))) return before
  const stamps = new Map<string, Stamp>()
  for (const path of entry.files) {
    const stamp = stampOf(path, before.get(path))
    if (stamp !== undefined) stamps.set(path, stamp)
  }
  const cache: Cache = {
    generator,
    extraFiles: entry.extraFiles,
    serviceFiles: findServiceFiles(projectFolder),
    files: Object.fromEntries(stamps),
    missing: entry.missing,
  }
  const path = join(projectFolder, CACHE_FILE)
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, JSON.stringify(cache))
  } catch {
    // Where packages are read-only the next run is slower, and that is all.
  }
  return stamps
}

function readCache(projectFolder: string): Cache | undefined {
  try {
    return JSON.parse(readFileSync(join(projectFolder, CACHE_FILE), 'utf8'))
  } catch {
    return undefined
  }
}

function isSame(path: string, stamp: Stamp): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return false
  if (stats.mtimeMs === stamp.modified && stats.size === stamp.size) return true
  return stats.size === stamp.size && hashOf(path) === stamp.hash
}

function stampOf(path: string, before: Stamp | undefined): Stamp | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return undefined
  const { mtimeMs: modified, size } = stats
  if (before?.modified === modified && before.size === size) return before
  return { modified, size, hash: hashOf(path) }
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('base64url')
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
