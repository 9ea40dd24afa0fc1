// `mycelia generate` on 50 services with 500 methods and 500 interfaces, beside `tsc --noEmit` of
// TypeScript 6 on the same project: everything anew, one edited file in `--watch`, and nothing to do.
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startCommand } from '../../test/support/command.js'
import { makeProject } from '../../test/support/project.js'
import { median } from '../support/median.js'
import { type Cost, runMeasured } from '../support/run-measured.js'
import { writeService, writeServices } from '../support/write-services.js'

const ROUNDS = Number(process.env.ROUNDS ?? 5)
const require = createRequire(import.meta.url)
const tsc = join(dirname(require.resolve('typescript-6/package.json')), 'bin/tsc')
const mycelia = fileURLToPath(new URL('../../bin/mycelia.js', import.meta.url))

using project = makeProject(writeServices(50, 10))
const { folder } = project
// As scaffolded projects have it: the declarations of packages are taken as they are.
const config = JSON.parse(project.read('tsconfig.json'))
delete config.compilerOptions.customConditions
config.compilerOptions.skipLibCheck = true
project.write('tsconfig.json', JSON.stringify(config))

interface Round {
  readonly cold: Cost
  readonly tsc: Cost
  readonly nothing: Cost
  readonly node: Cost
}

const rounds: Round[] = []
for (let round = 0; round < ROUNDS; round++) {
  // The services alone, as generate finds them.
  rmSync(join(folder, 'src/generated'), { recursive: true, force: true })
  const typeCheck = runMeasured([tsc, '-p', folder, '--noEmit'], folder)
  const cold = runMeasured([mycelia, 'generate'], folder)
  const nothing = runMeasured([mycelia, 'generate'], folder)
  rounds.push({ cold, tsc: typeCheck, nothing, node: runMeasured(['-e', '0'], folder) })
}

const of = (pick: (round: Round) => number) => median(rounds.map(pick))
const ms = (side: keyof Round) => `${of((round) => round[side].milliseconds).toFixed(0)} ms`
const mb = (side: keyof Round) => `${of((round) => round[side].megabytes).toFixed(0)} MiB`
const ratio = (own: keyof Round, other: keyof Round) =>
  of((round) => round[own].milliseconds / round[other].milliseconds).toFixed(2)
console.log('50 services, 500 methods, 500 interfaces:')
console.log(
  `  generate, all anew    ${ms('cold')} ${mb('cold')}   tsc 6 --noEmit ${ms('tsc')} ${mb('tsc')}   ratio ${ratio('cold', 'tsc')}`,
)
console.log(
  `  generate, no change   ${ms('nothing')} ${mb('nothing')}   node -e 0 ${ms('node')}   ratio ${ratio('nothing', 'node')}`,
)

await using _watch = startCommand('mycelia', ['generate', '--watch'], { cwd: folder })
const times: number[] = []
// The first rounds wait for the watcher to have read everything.
for (let round = -2; round < ROUNDS; round++) {
  const name = `edited${round + 2}`
  const begin = performance.now()
  project.write(
    'src/shop-7.service.ts',
    writeService('Shop7', 'shop_7', 10).replace('place3(', `${name}(`),
  )
  while (!project.read('src/generated/shop-7.client.ts').includes(`${name}(`)) await pause(2)
  if (round >= 0) times.push(performance.now() - begin)
  await pause(500)
}
console.log(`  watch, one edited     ${median(times).toFixed(0)} ms from saved to written`)
