import { mkdtempSync, realpathSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A test, or the `after` of a suite. */
export interface Scope {
  readonly after: (clean: () => Promise<void>) => void
}

/** An empty folder, which goes with the test or suite. */
export function temporaryFolder(scope: Scope): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mycelia-scaffold-')))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}
