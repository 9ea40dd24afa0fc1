import assert from 'node:assert/strict'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { checkout } from './checkout.js'
import { type ProcessResult, runProcess } from './run-process.js'
import { type Scope, temporaryFolder } from './temporary-folder.js'

/** A scaffolded project with the packages of this checkout, which takes no time to install. */
export interface LinkedProject {
  readonly folder: string
  /** Runs `mycelia` in it, or in another folder. */
  mycelia(args: readonly string[], folder?: string): Promise<ProcessResult>
}

/** Scaffolds by what `npm test` has built. */
export async function scaffoldLinked(
  scope: Scope,
  name: string,
  ...flags: readonly string[]
): Promise<LinkedProject> {
  const folder = join(temporaryFolder(scope), name)
  const run = (bin: string, args: readonly string[], cwd: string): Promise<ProcessResult> =>
    runProcess(process.execPath, [join(checkout, 'bin', bin), ...args], cwd)
  const args = [name, '--no-install', '--no-git', ...flags]
  const { code, stderr } = await run('create-service.js', args, join(folder, '..'))
  assert.equal(code, 0, stderr)
  await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return { folder, mycelia: (args, cwd = folder) => run('mycelia.js', args, cwd) }
}
