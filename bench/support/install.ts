import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Installs what Mycelia is compared with, once, in a folder outside of the checkout.
 * @param packages With their versions: `@trpc/server@11`.
 * @returns the folder that has them in `node_modules`.
 */
export function install(name: string, packages: readonly string[]): string {
  const folder = join(tmpdir(), `mycelia-bench-${name}`)
  const done = join(folder, 'installed')
  if (existsSync(done)) return folder
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages]
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed`)
  writeFileSync(done, '')
  return folder
}
