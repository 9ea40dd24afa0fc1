import { randomBytes } from 'node:crypto'
import { lstat, mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { conflictsOf, type FileAction, type Plan, type PlannedFile } from './plan.js'
import { ScaffoldError } from './scaffold-error.js'

export interface ApplyOptions {
  /** Undoes what has been written so far, and throws the signal's reason. */
  readonly signal?: AbortSignal
}

/** Actions that write: all but the first set something aside. */
const WRITTEN: ReadonlySet<FileAction> = new Set(['create', 'force', 'update'])

/** The steps back, in the order of the steps forth. */
type Undo = (() => Promise<unknown>)[]

/**
 * Writes what a plan creates, forces or updates, all of it or nothing. Every file is on disk under a temporary
 * name before the first one appears under its own; what fails is undone, folders included.
 *
 * @throws ScaffoldError `Conflict` before anything is written, `WriteFailed` after all was undone
 */
export async function applyPlan(plan: Plan, { signal }: ApplyOptions = {}): Promise<void> {
  refuseConflicts(plan)
  const files = plan.files.filter(({ action }) => WRITTEN.has(action))
  const undo: Undo = []
  const replaced: string[] = []
  try {
    const written: [PlannedFile, string][] = []
    for (const file of files) {
      signal?.throwIfAborted()
      const target = join(plan.folder, file.path)
      await makeFolder(dirname(target), undo)
      written.push([file, await writeBeside(target, file, undo)])
    }
    for (const [file, temporary] of written) {
      signal?.throwIfAborted()
      const target = join(plan.folder, file.path)
      if (file.action !== 'create') replaced.push(await setAside(target, undo))
      else await refuseNewcomer(target)
      await rename(temporary, target)
      undo.push(() => rm(target))
    }
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => {})
    if (signal?.aborted) throw signal.reason
    throw error instanceof ScaffoldError ? error : writeFailed(plan, error)
  }
  await Promise.all(replaced.map((path) => rm(path, { force: true })))
}

/** @throws ScaffoldError `Conflict`, naming every file that stops the plan */
export function refuseConflicts(plan: Plan): void {
  const conflicts = conflictsOf(plan)
  if (conflicts.length === 0) return
  const paths = conflicts.map(({ path }) => path).join(', ')
  const [files, differ] = conflicts.length === 1 ? ['file', 'differs'] : ['files', 'differ']
  const advice = conflicts.some(({ reason }) => reason !== undefined)
    ? 'move what stands in the way, or choose another folder with --dir'
    : 'choose another folder with --dir, or overwrite them with --force'
  throw new ScaffoldError(
    'Conflict',
    `Nothing was written: ${conflicts.length} ${files} in ${plan.folder} ${differ} (${paths}); ${advice}.`,
  )
}

/** Makes a folder and those above it, one by one, so that each can be taken back. */
async function makeFolder(folder: string, undo: Undo): Promise<void> {
  const exists = await lstat(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
  if (exists || folder === dirname(folder)) return
  await makeFolder(dirname(folder), undo)
  await mkdir(folder)
  undo.push(() => rmdir(folder))
}

async function writeBeside(target: string, file: PlannedFile, undo: Undo): Promise<string> {
  const temporary = temporaryName(target)
  undo.push(() => rm(temporary, { force: true }))
  await writeFile(temporary, file.content, { flag: 'wx', mode: file.mode ?? 0o666 })
  return temporary
}

async function setAside(target: string, undo: Undo): Promise<string> {
  const aside = temporaryName(target)
  await rename(target, aside)
  undo.push(() => rename(aside, target))
  return aside
}

/** Somebody may have made the file since the plan was made. */
async function refuseNewcomer(target: string): Promise<void> {
  const appeared = await lstat(target).catch(() => undefined)
  if (appeared === undefined) return
  throw new ScaffoldError(
    'Conflict',
    `Nothing was written: ${target} has just been made by something else; run this again.`,
  )
}

function temporaryName(target: string): string {
  return `${target}.${randomBytes(4).toString('hex')}.tmp`
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there; choose another folder with --dir, or change its permissions',
  EPERM: 'you may not write there; choose another folder with --dir, or change its permissions',
  EROFS: 'its file system is read-only; choose another folder with --dir',
  ENOSPC: 'the disk is full; make room, then run this again',
  EDQUOT: 'your quota is used up; make room, then run this again',
  ENOTDIR: 'a file stands where a folder must be; choose another folder with --dir',
}

function writeFailed(plan: Plan, cause: unknown): ScaffoldError {
  const { code = '', message } = cause as NodeJS.ErrnoException
  const because = CAUSES[code] ?? message
  return new ScaffoldError('WriteFailed', `Cannot write ${plan.folder}: ${because}.`, { cause })
}
