// What a command costs before it does anything, beside Node itself, in pairs of one run.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { GREETING, makeProject } from '../../test/support/project.js'
import { median } from '../support/median.js'
import { measureService } from './service.js'

const ROUNDS = Number(process.env.ROUNDS ?? 21)
const bin = (name: string) => fileURLToPath(new URL(`../../bin/${name}.js`, import.meta.url))

using project = makeProject({ 'src/greeting.service.ts': GREETING })

const cases = [
  { name: 'mycelia --help', args: [bin('mycelia'), '--help'] },
  { name: 'create-service --help', args: [bin('create-service'), '--help'] },
  { name: 'mycelia generate, nothing to do', args: [bin('mycelia'), 'generate'] },
]

/** Milliseconds of processor time and of waiting that a whole process takes. */
function time(args: readonly string[]): number {
  const begin = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: project.folder })
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`)
  return Number(process.hrtime.bigint() - begin) / 1e6
}

for (const { name, args } of cases) {
  time(args)
  const pairs = Array.from({ length: ROUNDS }, () => ({ node: time(['-e', '0']), own: time(args) }))
  const own = median(pairs.map((pair) => pair.own))
  const node = median(pairs.map((pair) => pair.node))
  const ratio = median(pairs.map((pair) => pair.own / pair.node))
  console.log(
    `${name.padEnd(32)} ${own.toFixed(0).padStart(4)} ms   node -e 0 ${node.toFixed(0).padStart(3)} ms   ratio ${ratio.toFixed(2)}`,
  )
}

await measureService(Math.min(ROUNDS, 7))
