import assert from 'node:assert/strict'
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { generate } from '../../generator/generate.js'
import { compile } from '../emit/compile.js'
import { GREETING, makeProject, type TestProject } from '../support/project.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PAGES = ['README.md', 'runtime/README.md', ...readdirSync(join(ROOT, 'docs')).map(inDocs)]

/** What a snippet without imports speaks of: the pages have introduced it, or a reader guesses it. */
const CONTEXT = `import { type Cluster, inject, type Logger, RpcTimeout, rpc, service } from 'mycelia'
import { GreetingClient } from './generated/greeting.client.js'
declare const cluster: Cluster
declare const greeting: GreetingClient
declare const log: Logger
`

/** The service of docs/errors.md. */
const ORDERS = `import { rpc, ServiceError, service } from 'mycelia'
export class OutOfStock extends ServiceError {
  static override readonly code = 'orders.OutOfStock'
  static override readonly retry = 'never'
  constructor(
    readonly sku: string,
    readonly left: number,
  ) {
    super('few are left')
  }
}
@service('orders')
export class OrdersService {
  @rpc place(sku: string): string {
    throw new OutOfStock(sku, 1)
  }
}
`

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'esnext.decorators'],
    module: 'nodenext',
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
    strict: true,
    skipLibCheck: true,
    rootDir: 'src',
    // What a published client is imported by.
    paths: { 'greeting/client': ['./src/generated/greeting.client.ts'] },
  },
  include: ['src'],
})

interface Snippet {
  /** The page, and the line that the snippet begins at. */
  readonly place: string
  readonly file: string
  readonly text: string
}

/** Those that name no file of theirs: where they do, the tests of the page make that file. */
const snippets = PAGES.flatMap((page) => {
  const text = readFileSync(join(ROOT, page), 'utf8')
  return [...text.matchAll(/^( *)```ts\n(?! *\/\/ \S+\.ts(?:, in part)?\n)(.*?)^\1```$/gms)].map(
    ({ index, 1: indent, 2: code }): Snippet => {
      const line = text.slice(0, index).split('\n').length + 1
      const file = `src/${page.replaceAll(/\W+/g, '-')}-${line}.ts`
      const lines = code!.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
      return { place: `${page}:${line}`, file, text: wholeFile(lines) }
    },
  )
})

describe('the snippets in the documents that name no file', () => {
  let project: TestProject
  let errors: readonly string[]
  before(async () => {
    project = makeProject({ 'tsconfig.json': TSCONFIG })
    // What docs/context.md and docs/interceptors.md show by name.
    cpSync(join(ROOT, 'test/checkpoint/src'), join(project.folder, 'src'), { recursive: true })
    project.write('src/greeting.service.ts', GREETING)
    project.write('src/orders.service.ts', ORDERS)
    project.write('src/generated/clients/orders.client.ts', "export * from '../orders.client.js'\n")
    for (const name of ['rate-limiter-flexible', 'zod']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(project.folder, 'node_modules', name))
    }
    const { problems } = await generate({ projectFolder: project.folder })
    assert.deepEqual(problems, [])
    for (const { file, text } of snippets) project.write(file, text)
    errors = compile('typescript', project.folder).split('\n').filter(Boolean)
  })
  after(() => project[Symbol.dispose]())

  for (const { place, file, text } of snippets) {
    it(`compile: ${place}`, () => {
      assert.deepEqual(
        errors.filter((line) => line.includes(file)),
        [],
        text,
      )
    })
  }

  it('compile in a project without a mistake of its own', () => {
    const own = errors.filter((line) => !snippets.some(({ file }) => line.includes(file)))
    assert.deepEqual(own, [])
  })
})

/** A snippet that imports stands alone; a method is one of a class. */
function wholeFile(code: string): string {
  if (/^import /m.test(code)) return code
  const isMember = /^ +@\w/.test(code)
  return `${CONTEXT}${isMember ? `@service('changed')\nclass Changed {\n${code}}\n` : code}export {}\n`
}

function inDocs(file: string): string {
  return `docs/${file}`
}
