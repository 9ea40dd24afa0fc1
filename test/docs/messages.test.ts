import assert from 'node:assert/strict'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { generate } from '../../generator/generate.js'
import { formatProblem } from '../../generator/read/index.js'
import { compile } from '../emit/compile.js'
import { makeProject } from '../support/project.js'

/** What the snippets import beside Mycelia. */
const PACKAGES = ['pino', 'zod']
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** As a user's: against the built runtime. */
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'esnext.decorators'],
    module: 'nodenext',
    types: [],
    strict: true,
    skipLibCheck: true,
    rootDir: 'src',
  },
  include: ['src'],
})

/** The snippets of a document, by the file that the first line of each names. */
function snippetsOf(document: string): Readonly<Record<string, string>> {
  const text = readFileSync(new URL(`../../docs/${document}`, import.meta.url), 'utf8')
  const blocks = [...text.matchAll(/^```ts\n\/\/ (src\/\S+)\n(.*?)^```$/gms)]
  assert.equal(blocks.length, text.match(/^```ts$/gm)?.length, 'a snippet names no file')
  return Object.fromEntries(blocks.map(([, file, code]) => [file!, code!]))
}

for (const [document, count] of [
  ['events.md', 5],
  ['timers.md', 1],
  ['configuration.md', 2],
  ['logging.md', 5],
] as const) {
  describe(`the snippets of docs/${document}`, () => {
    it('are a project that can be generated and compiled', async () => {
      const files = snippetsOf(document)
      assert.equal(Object.keys(files).length, count)
      using project = makeProject({ ...files, 'tsconfig.json': TSCONFIG })
      for (const name of PACKAGES) {
        symlinkSync(join(MODULES, name), join(project.folder, 'node_modules', name))
      }
      const { problems } = await generate({ projectFolder: project.folder })
      assert.deepEqual(problems.map(formatProblem), [])
      assert.equal(compile('typescript', project.folder), '')
    })
  })
}
