import assert from 'node:assert/strict'
import { readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { generate } from '../../generator/generate.js'
import { formatProblem } from '../../generator/read/index.js'
import { compile } from '../emit/compile.js'
import { runCommand } from '../support/command.js'
import { makeProject } from '../support/project.js'
import { wordsOf } from './read-document.js'

/** What the snippets import beside Mycelia. */
const PACKAGES = ['pino', 'zod']
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** As a user's: against the built runtime. */
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'esnext.decorators'],
    module: 'nodenext',
    types: ['node'],
    typeRoots: [join(MODULES, '@types')],
    strict: true,
    skipLibCheck: true,
    rootDir: 'src',
  },
  include: ['src'],
})

/** The pages that show a project, file by file: how many files, and how many commands. */
const PAGES = [
  { page: 'events.md', files: 5, commands: 2 },
  { page: 'timers.md', files: 1, commands: 2 },
  { page: 'http.md', files: 2, commands: 3 },
  { page: 'configuration.md', files: 3, commands: 0 },
  { page: 'logging.md', files: 5, commands: 0 },
] as const

/** Those whose files and commands a test of their own tries. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['calling-another-service.md', 'test/docs/calling-another-service.test.ts'],
  ['calling-python.md', 'test/docs/calling-python.test.ts'],
  ['context.md', 'test/interceptors/checkpoint.test.ts'],
  ['interceptors.md', 'test/interceptors/checkpoint.test.ts'],
  ['providers.md', 'test/providers/bank.test.ts'],
  ['shell.md', 'test/docs/shell.test.ts'],
  ['testing.md', 'test/docs/commands.test.ts'],
  ['websockets.md', 'test/websocket/page.test.ts'],
])

const readPage = (page: string) =>
  readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8')

/** The files that a page shows. */
function filesOf(page: string): Readonly<Record<string, string>> {
  const blocks = [...readPage(page).matchAll(/^```ts\n\/\/ (src\/\S+)\n(.*?)^```$/gms)]
  return Object.fromEntries(blocks.map(([, file, code]) => [file!, code!]))
}

/** The lines of its commands for Mycelia's tools. Those on dead letters, test/operations tries. */
function commandsOf(page: string): readonly string[] {
  const blocks = [...readPage(page).matchAll(/^```sh\n(.*?)^```$/gms)]
  return blocks
    .flatMap(([, lines]) => lines!.trim().split('\n'))
    .filter((line) => line.startsWith('npx --no mycelia ') && !line.includes(' dlq '))
}

for (const { page, files: count, commands } of PAGES) {
  describe(`docs/${page}`, () => {
    it('shows a project that can be generated and compiled, and commands for it', async () => {
      const files = filesOf(page)
      assert.equal(Object.keys(files).length, count)
      using project = makeProject({ ...files, 'tsconfig.json': TSCONFIG })
      for (const name of PACKAGES) {
        symlinkSync(join(MODULES, name), join(project.folder, 'node_modules', name))
      }
      const { problems } = await generate({ projectFolder: project.folder })
      assert.deepEqual(problems.map(formatProblem), [])
      assert.equal(compile('typescript', project.folder), '')
      const lines = commands === 0 ? [] : commandsOf(page)
      assert.equal(lines.length, commands)
      for (const line of lines) {
        const args = wordsOf(line).slice(3)
        const { code, stderr } = await runCommand('mycelia', args, { cwd: project.folder })
        assert.equal(code, 0, `${line}\n${stderr}`)
      }
      if (commands > 0) assert.equal(compile('typescript', project.folder), '')
    })
  })
}

describe('the pages that show files', () => {
  it('are all tried by a test', () => {
    const showing = readdirSync(new URL('../../docs', import.meta.url)).filter((page) =>
      /^```ts\n\/\/ \S+\.ts/m.test(readPage(page)),
    )
    const tried = [...PAGES.map(({ page }) => page), ...ELSEWHERE.keys()]
    assert.deepEqual(showing.sort(), tried.sort())
    for (const [page, test] of ELSEWHERE) {
      const text = readFileSync(new URL(`../../${test}`, import.meta.url), 'utf8')
      assert.ok(text.includes(page), `${test} does not speak of ${page}`)
    }
  })
})
