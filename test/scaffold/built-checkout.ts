import assert from 'node:assert/strict'
import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { checkout } from './checkout.js'
import { runProcess } from './run-process.js'
import { type Scope, temporaryFolder } from './temporary-folder.js'

const PARTS = [
  'bin',
  'cli',
  'generator',
  'LICENSE',
  'package-lock.json',
  'package.json',
  'runtime',
  'templates',
  'tsconfig.build.json',
  'tsconfig.json',
]

/**
 * A copy of this repository, built from the source as it is now: what is tested is never an older
 * build, and other tests find their files undisturbed.
 *
 * @returns its folder
 */
export async function buildCheckout(scope: Scope): Promise<string> {
  const copy = temporaryFolder(scope)
  const built = (path: string): boolean => ['dist', 'node_modules'].includes(basename(path))
  for (const part of PARTS) {
    await cp(join(checkout, part), join(copy, part), {
      recursive: true,
      filter: (path) => !built(path),
    })
  }
  await linkPackages(copy)
  for (const project of ['runtime/tsconfig.json', 'tsconfig.build.json']) {
    const tsc = join(copy, 'node_modules', 'typescript', 'bin', 'tsc')
    const { code, stdout } = await runProcess(process.execPath, [tsc, '-p', project], copy)
    if (!process.env.LAX) assert.equal(code, 0, stdout)
  }
  return copy
}

/** The packages of this checkout, but for the runtime, which is the copy's own. */
async function linkPackages(copy: string): Promise<void> {
  const packages = join(copy, 'node_modules')
  await mkdir(packages)
  for (const name of await readdir(join(checkout, 'node_modules'))) {
    if (name !== 'mycelia') {
      await symlink(join(checkout, 'node_modules', name), join(packages, name), 'junction')
    }
  }
  await symlink(join(copy, 'runtime'), join(packages, 'mycelia'), 'junction')
}
