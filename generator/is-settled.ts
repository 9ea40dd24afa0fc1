import { join } from 'node:path'
import type { ReadResult } from './read/index.js'
import { readText } from './write-files.js'

/** Texts of generated files, by path from their folder. */
export type GeneratedTexts = ReadonlyMap<string, string>

/**
 * Whether a reading that saw one set of generated files would come out the same with another one:
 * whether what it read of them is what it would read.
 */
export function isSettled(
  folder: string,
  seen: GeneratedTexts,
  wanted: GeneratedTexts,
  { inputs, missing }: ReadResult,
): boolean {
  const root = `${folder.replaceAll('\\', '/')}/`
  const below = (paths: readonly string[]) =>
    paths.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length))
  const read = below(inputs)
  const used = [...read, ...below(missing)]
  if (used.length === 0) return true
  const textOf = (texts: GeneratedTexts, path: string) =>
    texts.get(path) ?? readText(join(folder, path))
  // A file that is new may be what an import means from now on.
  const isNew = (path: string) => textOf(seen, path) === undefined
  return (
    used.every((path) => textOf(seen, path) === textOf(wanted, path)) &&
    !(read.length > 0 && [...wanted.keys()].some(isNew))
  )
}
