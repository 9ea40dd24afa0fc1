// Runs the tests beside real Nameko: `npm run test:interop` all of them, `npm run test:interop --
// errors` those of test/interop whose path contains the word. Before, it makes their Python
// environments, one for each list of requirements, and again when a list has changed. Where they
// cannot be made it says why and runs nothing; in CI that is a failure.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const LISTS = join(ROOT, 'test/interop')
const ENVIRONMENTS = join(ROOT, 'node_modules/.cache/interop')

/** What environments are made with. @default python3 */
const PYTHON = process.env.PYTHON ?? 'python3'

try {
  for (const file of readdirSync(LISTS)) {
    const name = /^requirements-(.+)\.txt$/.exec(file)?.[1]
    if (name !== undefined) makeEnvironment(name, join(LISTS, file))
  }
} catch (error) {
  process.stderr.write(`the interop tests did not run: ${error.message}\n`)
  process.exit(process.env.CI ? 1 : 0)
}

const words = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'))
const paths = words.length === 0 ? ['test/interop/'] : words.map((word) => `test/interop/${word}`)
const tests = [join(ROOT, 'scripts/test.js'), ...options, ...paths]
process.exitCode = spawnSync(process.execPath, tests, { stdio: 'inherit' }).status ?? 1

function makeEnvironment(name, list) {
  const folder = join(ENVIRONMENTS, name)
  const requirements = readFileSync(list, 'utf8')
  // Written when all is there: what an interrupted run has left is not taken for an environment.
  const made = join(folder, 'requirements.txt')
  if (existsSync(made) && readFileSync(made, 'utf8') === requirements) return
  process.stderr.write(`making a Python environment: ${name}\n`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(ENVIRONMENTS, { recursive: true })
  // A pip of its own would take longer to unpack than all the rest.
  python('-m', 'venv', '--without-pip', folder)
  const target = ['--python', join(folder, 'bin/python')]
  python('-m', 'pip', ...target, 'install', '-qq', '--no-deps', '--requirement', list)
  writeFileSync(made, requirements)
}

function python(...args) {
  const { status, error } = spawnSync(PYTHON, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
  })
  if (error === undefined && status === 0) return
  const why = error?.message ?? `it ended with ${status}`
  throw new Error(`\`${[PYTHON, ...args].join(' ')}\`: ${why}`)
}
