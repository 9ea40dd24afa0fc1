import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Makes a Python environment of a list of requirements, once, outside of the checkout.
 * @returns its interpreter; undefined where Python is not at hand.
 */
export function installPython(name: string, requirements: string): string | undefined {
  const folder = join(tmpdir(), `mycelia-bench-${name}`)
  const python = join(folder, 'bin/python')
  const done = join(folder, 'installed')
  const list = readFileSync(requirements, 'utf8')
  if (existsSync(done) && readFileSync(done, 'utf8') === list) return python
  rmSync(folder, { recursive: true, force: true })
  const steps = [
    ['-m', 'venv', '--without-pip', folder],
    ['-m', 'pip', '--python', python, 'install', '-qq', '--no-deps', '--requirement', requirements],
  ]
  for (const step of steps) {
    const { status } = spawnSync(process.env.PYTHON ?? 'python3', step, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    })
    if (status !== 0) return undefined
  }
  writeFileSync(done, list)
  return python
}
