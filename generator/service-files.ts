import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where generated files lie, from the project's folder. */
export const GENERATED_FOLDER = 'src/generated'

/** All `src/**\/*.service.ts` of a project, as absolute paths in a fixed order. */
export function findServiceFiles(projectFolder: string): readonly string[] {
  const found: string[] = []
  visit(join(projectFolder, 'src'), found)
  return found.sort()
}

function visit(folder: string, found: string[]): void {
  for (const entry of list(folder)) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !entry.name.startsWith('.')) visit(path, found)
    } else if (entry.name.endsWith('.service.ts') && !entry.name.endsWith('.d.ts')) {
      found.push(path)
    }
  }
}

const SKIPPED: ReadonlySet<string> = new Set(['node_modules', 'generated'])

function list(folder: string): import('node:fs').Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    // No `src` folder: no services.
    return []
  }
}
