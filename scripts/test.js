// Runs the tests: `npm test` all of them, `npm test -- config emit` those whose path contains one of
// the words. Options go to Node: `npm test -- config --test-name-pattern=broker`. It lists the files
// itself, because Node 20 expands no patterns and takes a folder without tests for a success. Those
// beside real Nameko need Python, and are run by `npm run test:interop`.
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Milliseconds after which a test, or a whole file of them, counts as hung. */
const TIMEOUT = 300_000

const words = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'))

const all = listTests('test')
const files = all.filter((file) =>
  words.length === 0
    ? !file.startsWith('test/interop/')
    : words.some((word) => file.includes(word)),
)
if (files.length === 0) {
  const reason = words.length === 0 ? '' : ` with a path that contains ${words.join(' or ')}`
  process.stderr.write(`no test file${reason}\n`)
  process.exit(1)
}

const child = spawn(
  process.execPath,
  [
    '--conditions=@mycelia/source',
    '--import',
    'tsx',
    '--test',
    '--test-concurrency=2',
    `--test-timeout=${TIMEOUT}`,
    '--test-reporter=./scripts/test-reporter.js',
    '--test-reporter-destination=stdout',
    ...options,
    ...files,
  ],
  { cwd: root, stdio: 'inherit' },
)
// The child gets ^C from the terminal too: it is the one to end first.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('close', (code, signal) => {
  process.exitCode = signal === null ? code : 1
})

/** Paths from the root, with slashes. Projects that tests work on are left out. */
function listTests(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  const paths = entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isFile()) return entry.name.endsWith('.test.ts') ? [path] : []
    return ['node_modules', 'fixtures', 'golden'].includes(entry.name) ? [] : listTests(path)
  })
  return paths.sort()
}
