import { createHash } from 'node:crypto'
import type { ProjectFile } from './plan.js'

/** Where a project remembers what it was made from. */
export const RECORD_FILE = '.mycelia/scaffold.json'

export interface RecordedAnswers {
  readonly name: string
  readonly template: string
  readonly scope?: string | undefined
  readonly packageManager: string
}

/**
 * What a project was made from, for a later update: the answers, the version of the templates, and
 * the hash of each file as it was made. A file that still has it has not been touched since.
 */
export function scaffoldRecord(
  version: string,
  answers: RecordedAnswers,
  files: readonly ProjectFile[],
): ProjectFile {
  const hashes = files
    .filter(({ kind }) => kind === undefined)
    .map(({ path, content }) => [path, baseHash(content)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const record = { format: 1, version, answers, files: Object.fromEntries(hashes) }
  return { path: RECORD_FILE, content: `${JSON.stringify(record, null, 2)}\n` }
}

function baseHash(content: ProjectFile['content']): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`
}
