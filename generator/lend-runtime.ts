import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * The runtime's declarations as texts within a project that has not been installed yet, by the paths
 * that they will have there: without them its services could not be read. Nothing, where the project
 * finds the runtime by itself.
 */
export function lendRuntime(projectFolder: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  if (findRuntime(join(projectFolder, 'package.json')) !== undefined) return texts
  const runtime = findRuntime(import.meta.url)
  if (runtime === undefined) return texts
  const place = join(projectFolder, 'node_modules', 'mycelia')
  const lend = (path: string): void => {
    texts.set(join(place, path), readFileSync(join(runtime, path), 'utf8'))
  }
  lend('package.json')
  if (!existsSync(join(runtime, 'dist'))) return texts
  for (const entry of readdirSync(join(runtime, 'dist'), { recursive: true, encoding: 'utf8' })) {
    if (entry.endsWith('.d.ts')) lend(join('dist', entry))
  }
  return texts
}

function findRuntime(from: string): string | undefined {
  try {
    return dirname(createRequire(from).resolve('mycelia/package.json'))
  } catch {
    return undefined
  }
}
