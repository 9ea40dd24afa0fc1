import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folders that hold no services of a project. */
const SKIPPED = /^(?:\..*|__pycache__|node_modules|site-packages|venv|env|build|dist|tests?)$/

/** How many files are looked into at most. */
const MOST = 5_000

/** The Python files below a folder that speak of Nameko, in a fixed order. */
export function findPythonFiles(folder: string): readonly string[] {
  const found: string[] = []
  let count = 0
  const visit = (folder: string, isTop: boolean): void => {
    const entries = list(folder)
    if (!isTop && entries.some(({ name }) => name === 'pyvenv.cfg')) return
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!SKIPPED.test(entry.name)) visit(path, false)
      } else if (
        entry.name.endsWith('.py') &&
        entry.isFile() &&
        count++ < MOST &&
        speaksOfNameko(path)
      ) {
        found.push(path)
      }
    }
  }
  visit(folder, true)
  return found.sort()
}

function list(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function speaksOfNameko(path: string): boolean {
  try {
    return /^\s*(?:from|import)\s+.*\bnameko/m.test(readFileSync(path, 'utf8'))
  } catch {
    return false
  }
}
