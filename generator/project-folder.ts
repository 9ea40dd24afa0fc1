import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ExpectedError } from './expected-error.js'

/** @throws {ExpectedError} when a folder is none of a project, so that nothing is written there. */
export function refuseOutside(folder: string): void {
  if (existsSync(join(folder, 'package.json'))) return
  throw new ExpectedError(
    `${folder} is no project: it has no package.json; go to the folder of yours, then run this again`,
    { misused: true },
  )
}
