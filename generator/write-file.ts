import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { ExpectedError } from './expected-error.js'

/**
 * Writes a file that is complete at any moment.
 * @throws {ExpectedError} that names it when it cannot be written.
 */
export function writeFile(path: string, text: string): void {
  naming('write', path, () => writeWhole(path, text))
}

/** @throws {ExpectedError} that names the file when it cannot be removed. */
export function removeFile(path: string): void {
  naming('remove', path, () => rmSync(path, { force: true }))
}

function writeWhole(path: string, text: string): void {
  makeFolder(dirname(path))
  const temporary = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, text)
    renameSync(temporary, path)
  } catch (error) {
    removeQuietly(temporary)
    throw error
  }
}

/** Step by step: where folders cannot be made, Node's own way tries for ever. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!existsSync(folder)) throw error
  }
}

/** Where writing has failed, so may this; that it failed first is what matters. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {}
}

/** What to do about the failures that a disk has. */
const ADVICE: Readonly<Record<string, string>> = {
  EACCES: 'you have no right to; change its permissions, or those of its folder',
  EPERM: 'you have no right to; change its permissions, or those of its folder',
  EROFS: 'its file system is read-only; work on a copy that is not',
  ENOSPC: 'the disk is full; make room, then run this again',
  EDQUOT: 'your quota is used up; make room, then run this again',
  ENOTDIR: 'a file stands where a folder must be; move it away',
  EEXIST: 'a file stands where a folder must be; move it away',
  EISDIR: 'a folder stands in its place; move it away',
  ENOENT: 'its folder takes no files; is it a link to somewhere else?',
}

function naming(what: 'write' | 'remove', path: string, act: () => void): void {
  try {
    act()
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException
    const shown = relative(process.cwd(), path).replaceAll('\\', '/')
    throw new ExpectedError(`cannot ${what} ${shown}: ${ADVICE[code] ?? message}`, { cause })
  }
}
