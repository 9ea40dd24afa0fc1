import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Archives by the state of the files that they were made of: packing takes longer than all else.
 * A cache that cannot be read or written is no cache; nothing else comes of it.
 */
export interface ArchiveCache {
  read(name: string): Promise<Buffer | undefined>
  write(name: string, content: Uint8Array): Promise<void>
}

/**
 * @param checkout Keeps the archives among its packages.
 * @param sources What the archives are made of, files and folders, from there.
 */
export function openArchiveCache(checkout: string, sources: readonly string[]): ArchiveCache {
  const folder = join(checkout, 'node_modules', '.cache', 'create-service')
  const state = createHash('sha256')
  for (const source of sources) stampAll(checkout, source, (stamp) => state.update(stamp))
  const key = state.digest('hex').slice(0, 16)
  const place = (name: string): string => join(folder, `${key}-${name}`)
  return {
    read: (name) => readFile(place(name)).catch(() => undefined),
    async write(name, content) {
      const temporary = `${place(name)}.${process.pid}.tmp`
      try {
        await mkdir(folder, { recursive: true })
        await writeFile(temporary, content)
        await rename(temporary, place(name))
      } catch {
        // Packed again next time.
      }
    },
  }
}

function stampAll(checkout: string, path: string, take: (stamp: string) => void): void {
  const full = join(checkout, path)
  const stats = statSync(full, { throwIfNoEntry: false })
  if (stats === undefined) return
  if (!stats.isDirectory()) {
    take(`${path} ${stats.size} ${stats.mtimeMs}\n`)
    return
  }
  for (const name of readdirSync(full).sort()) stampAll(checkout, `${path}/${name}`, take)
}
