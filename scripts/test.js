// Runs the tests: `npm test` all of them, `npm test -- config emit` those whose path contains one of
// the words. Options go to Node: `npm test -- config --test-name-pattern=broker`. It lists the files
// itself, because Node 20 expands no patterns and takes a folder without tests for a success. Those
// beside real Nameko need Python, and are run by `npm run test:interop`.
import { setMaxListeners } from 'node:events'
import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { run } from 'node:test'
import { fileURLToPath } from 'node:url'
import report from './test-reporter.js'

/** Milliseconds after which a test, or a whole file of them, counts as hung. */
const TIMEOUT = 300_000

/** How many files run at a time. */
const CONCURRENCY = 2

/** What takes longest, longest first: begun last, one of them would run on when all else is done. */
const LONGEST = [
  'test/scaffold/client-package.test.ts',
  'test/demo.test.ts',
  'test/e2e/first-hour.test.ts',
  'test/emit/golden.test.ts',
  'test/scaffold/scaffolded-project.test.ts',
  'test/docs/calling-another-service.test.ts',
  'test/scaffold/built-project.test.ts',
  'test/cli/add.test.ts',
  'test/cli/run.test.ts',
  'test/cli/generate.test.ts',
  'test/scaffold/create-service.test.ts',
  'test/docs/commands.test.ts',
]

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

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

// Node starts each file with these.
process.execArgv.push(
  '--conditions=@mycelia/source',
  '--import=tsx',
  `--test-timeout=${TIMEOUT}`,
  ...options,
)

const interrupted = new AbortController()
// Each file listens to it.
setMaxListeners(files.length + 1, interrupted.signal)
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    process.exitCode = 1
    interrupted.abort()
  })
}

run({
  files: longestFirst(files),
  concurrency: CONCURRENCY,
  timeout: TIMEOUT,
  signal: interrupted.signal,
})
  .compose(report)
  .pipe(process.stdout)

function longestFirst(files) {
  const gone = LONGEST.find((file) => !all.includes(file))
  if (gone !== undefined) throw new Error(`LONGEST names ${gone}, which is not there`)
  const first = LONGEST.filter((file) => files.includes(file))
  return [...first, ...files.filter((file) => !first.includes(file))]
}

/** Paths from the root, with slashes. Projects that tests work on are left out. */
function listTests(folder) {
  const entries = readdirSync(folder, { withFileTypes: true })
  const paths = entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isFile()) return entry.name.endsWith('.test.ts') ? [path] : []
    return ['node_modules', 'fixtures', 'golden'].includes(entry.name) ? [] : listTests(path)
  })
  return paths.sort()
}
