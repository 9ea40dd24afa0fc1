import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Installs what Mycelia is compared with, once, in a folder outside of the checkout, and again when
 * the list has changed.
 * @param packages With their versions: `@trpc/server@11`.
 * @returns the folder that has them in `node_modules`.
 */
export function install(name: string, packages: readonly string[]): string {
  const folder = join(tmpdir(), `mycelia-bench-${name}`)
  const done = join(folder, 'installed')
  const list = packages.join('\n')
  if (existsSync(done) && readFileSync(done, 'utf8') === list) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages]
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed`)
  writeFileSync(done, list)
  return folder
}
