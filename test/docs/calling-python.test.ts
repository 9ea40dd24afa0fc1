import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { makeWorkspace, type Workspace } from '../add/two-projects.js'
import { compile } from '../emit/compile.js'
import { runCommand } from '../support/command.js'
import { wordsOf } from './read-document.js'

const PAGE = readFileSync(new URL('../../docs/calling-python.md', import.meta.url), 'utf8')

/** The one block of a language, the line that names its file, and the rest. */
function block(language: string): { readonly first: string; readonly rest: string } {
  const found = [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)\\n(.*?)^\`\`\`$`, 'gms'))]
  assert.equal(found.length, 1, `the page has one block of ${language}`)
  return { first: found[0]![1]!, rest: found[0]![2]! }
}

/** As a user's: against the built runtime. */
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable'],
    module: 'nodenext',
    types: [],
    strict: true,
    skipLibCheck: true,
    rootDir: 'src',
  },
  include: ['src'],
})

describe('docs/calling-python.md', () => {
  const python = block('python')
  const client = block('ts')
  let workspace: Workspace

  before(() => {
    workspace = makeWorkspace()
    workspace.project('gateway')
    workspace.write('gateway/tsconfig.json', TSCONFIG)
    assert.equal(python.first, '# ../shop/service.py')
    workspace.write('shop/service.py', python.rest)
  })
  after(() => workspace[Symbol.dispose]())

  it('has a command that makes a client of its service', async () => {
    const { first: line } = block('sh')
    const [npx, no, bin, ...args] = wordsOf(line)
    assert.deepEqual([npx, no, bin], ['npx', '--no', 'mycelia'])
    const { code, stderr } = await runCommand('mycelia', args, { cwd: workspace.path('gateway') })
    assert.equal(code, 0, stderr)
  })

  it('shows what the client says', () => {
    const [, path] = /^\/\/ (\S+), in part$/.exec(client.first)!
    const text = workspace.read(`gateway/${path}`)
    assert.ok(text.includes(client.rest.replace(/\}\n$/, '')), text)
  })

  it('shows a client that compiles', () => {
    assert.equal(compile('typescript', workspace.path('gateway')), '')
  })
})
