import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { transform } from 'esbuild'
import { install } from '../support/install.js'
import { TYPES } from './types.js'

type Check = (value: unknown) => boolean

/** typia's own generator runs on a compiler of its own: it patches none. */
const PACKAGES = ['typia@9', 'typescript@5.9']

const SOURCE = `import typia from 'typia'

${TYPES}
export const checks = [
  typia.createIs<Contact>(),
  typia.createIs<Order>(),
  typia.createIs<Step>(),
  typia.createIs<Contact[]>(),
]
`

/** What `typia generate` writes for the same types. @throws when it cannot be installed or run. */
export async function typiaChecks(): Promise<readonly Check[]> {
  const folder = install('validate', PACKAGES)
  mkdirSync(join(folder, 'src'), { recursive: true })
  writeFileSync(join(folder, 'src/checks.ts'), SOURCE)
  const compilerOptions = { target: 'es2022', module: 'nodenext', strict: true }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  const bin = join(folder, 'node_modules/typia/lib/executable/typia.js')
  const args = ['generate', '--input', 'src', '--output', 'out', '--project', 'tsconfig.json']
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`typia ${args.join(' ')} failed: ${stdout}${stderr}`)
  const { code } = await transform(readFileSync(join(folder, 'out/checks.ts'), 'utf8'), {
    loader: 'ts',
  })
  writeFileSync(join(folder, 'out/checks.js'), code)
  return (await import(pathToFileURL(join(folder, 'out/checks.js')).href)).checks
}
