import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sameLock } from './package-lock.js'
import type { Plan, PlannedFile, ProjectFile } from './plan.js'
import { ScaffoldError } from './scaffold-error.js'

/**
 * Decides what becomes of each file, by what stands in its place. Writes nothing.
 *
 * @param folder Absolute; it need not exist.
 * @param force Whether files that differ are to be overwritten.
 * @throws ScaffoldError `WriteFailed` when the folder may not even be looked into
 */
export async function compareWithFolder(
  folder: string,
  files: readonly ProjectFile[],
  force: boolean,
): Promise<Plan> {
  const planned = files.map(async (file) => ({ ...file, ...(await compare(folder, file, force)) }))
  return { folder, files: await Promise.all(planned) }
}

async function compare(
  folder: string,
  { path, content, kind }: ProjectFile,
  force: boolean,
): Promise<Pick<PlannedFile, 'action' | 'reason'>> {
  const target = join(folder, path)
  try {
    if ((await lstat(target)).isDirectory()) {
      return { action: 'conflict', reason: 'a folder stands there' }
    }
  } catch (error) {
    return absent(folder, error as NodeJS.ErrnoException)
  }
  // A link that leads nowhere differs from any content.
  const found = await readFile(target).catch(() => undefined)
  if (found !== undefined && isSame(path, content, found)) return { action: 'identical' }
  if (kind === 'amended') return { action: 'update' }
  if (kind === 'secret') return compareSecret(content as string, found?.toString() ?? '')
  return { action: force ? 'force' : 'conflict' }
}

/** Whoever has a secret keeps it, even by force: the broker knows no other. */
function compareSecret(ours: string, found: string): Pick<PlannedFile, 'action' | 'reason'> {
  const present = new Set(variablesOf(found))
  const missing = variablesOf(ours).filter((name) => !present.has(name))
  if (missing.length === 0) return { action: 'identical' }
  return { action: 'skip', reason: `yours is kept; it lacks ${missing.join(', ')}` }
}

function variablesOf(text: string): string[] {
  return [...text.matchAll(/^(?:export\s+)?(\w+)=/gm)].map(([, name]) => name!)
}

function absent(
  folder: string,
  cause: NodeJS.ErrnoException,
): Pick<PlannedFile, 'action' | 'reason'> {
  if (cause.code === 'ENOENT') return { action: 'create' }
  if (cause.code === 'ENOTDIR') {
    return { action: 'conflict', reason: 'a file stands where a folder must be' }
  }
  const advice = 'choose another folder with --dir, or change its permissions'
  throw new ScaffoldError(
    'WriteFailed',
    `Cannot look into ${folder}: ${cause.message}; ${advice}.`,
    {
      cause,
    },
  )
}

/** The lock file is npm's to rewrite: it stays ours as long as it pins the same packages. */
function isSame(path: string, content: string | Uint8Array, found: Buffer): boolean {
  if (found.equals(Buffer.from(content))) return true
  return path === 'package-lock.json' && sameLock(content as string, found.toString())
}
