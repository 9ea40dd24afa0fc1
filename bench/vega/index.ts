// `mycelia generate` on Vega-Lite's published `TopLevelSpec`, and what its codec makes of
// specifications. The type has one part that cannot travel, an `EventTarget`, a live object of a
// page; this project has neither page nor Node in its types, and says that there is none.
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { makeProject } from '../../test/support/project.js'
import { install } from '../support/install.js'
import { runMeasured } from '../support/run-measured.js'
import { mistakes, specs } from './specs.js'

const mycelia = fileURLToPath(new URL('../../bin/mycelia.js', import.meta.url))
const installed = install('vega-lite', ['vega-lite@6.4.3', 'vega@6.4.0'])

using project = makeProject({
  'src/charts.service.ts': `import { rpc, service } from 'mycelia'
import type { TopLevelSpec } from 'vega-lite'

declare global {
  type EventTarget = never
}

@service('charts')
export class Charts {
  @rpc draw(spec: TopLevelSpec): void {}
}
`,
})
for (const name of [
  'vega',
  'vega-lite',
  'vega-typings',
  'vega-util',
  'vega-expression',
  'vega-event-selector',
]) {
  symlinkSync(join(installed, 'node_modules', name), join(project.folder, 'node_modules', name))
}
const config = JSON.parse(project.read('tsconfig.json'))
config.compilerOptions = { ...config.compilerOptions, types: [], skipLibCheck: true }
project.write('tsconfig.json', JSON.stringify(config))

const { milliseconds, megabytes } = runMeasured([mycelia, 'generate'], project.folder)
const contract = JSON.parse(project.read('src/generated/charts.contract.json'))
console.log(
  `generate: ${Object.keys(contract.types).length} named types in ${(milliseconds / 1000).toFixed(1)} s, ${megabytes.toFixed(0)} MiB`,
)

const codecs = await import(
  pathToFileURL(join(project.folder, 'src/generated/charts.codecs.ts')).href
)
const accepts: (args: unknown[]) => boolean = codecs.drawMethod.acceptsArgs
for (const [forms, wanted] of [
  [specs, true],
  [mistakes, false],
] as const) {
  for (const [name, spec] of Object.entries(forms)) {
    if (accepts([spec]) !== wanted) throw new Error(`${name}: ${wanted ? 'refused' : 'accepted'}`)
  }
}
console.log(
  `accepts all of ${Object.keys(specs).length} specifications, and none of ${Object.keys(mistakes).length} mistakes`,
)
