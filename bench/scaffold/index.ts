// `create-service greeting --no-install`, generated files included, beside the least that it needs:
// loading node-plop, and reading the same service in a project of ts-morph. Prints the ratio.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from '../support/median.js'

const ROUNDS = Number(process.env.ROUNDS ?? 9)

const bin = fileURLToPath(new URL('../../bin/create-service.js', import.meta.url))
const baseline = fileURLToPath(new URL('./load-only.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'mycelia-bench-'))

/** Milliseconds that a program takes from start to end. */
function time(...args: readonly string[]): number {
  const begin = performance.now()
  execFileSync(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  return performance.now() - begin
}

try {
  // The first run from a checkout packs it, which those that follow need not do again.
  time(bin, 'greeting', '--no-install')
  const rounds: { create: number; load: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const load = time(baseline, join(folder, 'greeting'))
    const create = time(bin, 'greeting', '--no-install', '--dir', `round-${round}`)
    rounds.push({ create, load })
  }
  const of = (side: 'create' | 'load') => Math.round(median(rounds.map((round) => round[side])))
  const ratio = median(rounds.map(({ create, load }) => create / load))
  console.log(
    `create-service ${of('create')} ms  loading node-plop and ts-morph ${of('load')} ms  ratio ${ratio.toFixed(2)}`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
