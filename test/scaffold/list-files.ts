import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Every file and folder below a folder, folders with a slash behind, in a fixed order. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .map((entry) => {
      const path = relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
      return entry.isDirectory() ? `${path}/` : path
    })
    .sort()
}
