import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { contractSchema } from 'mycelia/contract'
import { openReader, type Reader, readServices } from '../../generator/read/index.js'
import { makeProject, type TestProject } from '../support/project.js'
import { subject } from './read-source.js'

const CLIENT = `import { type ClientToken, defineClient } from 'mycelia/client'
export interface OtherClient { ping(): Promise<void> }
export interface Pong { at: string }
export const OtherClient: ClientToken<OtherClient> = defineClient({ service: 'other', contract: '0', methods: {} })
`

const CALLER = subject(
  '  other = inject(OtherClient)\n  @rpc ping(): Pong { return null! }',
  "import { OtherClient, type Pong } from './generated/other.client.js'",
)

/** What a reader finds, in short. */
function read(
  reader: Reader,
  project: TestProject,
  overlay: Readonly<Record<string, string>> = {},
  changed: readonly string[] = [],
): { readonly services: string; readonly problems: readonly string[] } {
  const absolute = (path: string) => join(project.folder, path)
  const entries = Object.entries(overlay).map(([path, text]) => [absolute(path), text] as const)
  const { contracts, problems } = reader.read(new Map(entries), changed.map(absolute))
  const services = contracts.map(({ service, methods }) => {
    return `${service}(${methods.map(({ name, result }) => `${name}: ${result.kind}`).join(', ')})`
  })
  return { services: services.join(' '), problems: problems.map(({ message }) => message) }
}

const GONE = "cannot find module './generated/other.client.js'"
const CALLED = 'subject(ping: ref)'

describe('an overlay', () => {
  it('stands for generated files that are not written yet', () => {
    using project = makeProject({ 'src/subject.service.ts': CALLER })
    const reader = openReader({ projectFolder: project.folder })
    const first = reader.read()
    assert.deepEqual(
      first.problems.map(({ message }) => message),
      [GONE],
    )
    assert.deepEqual(first.contracts[0]?.injects[0]?.service, undefined)
    const generated = join(project.folder, 'src/generated/other.client.ts')
    assert.ok(first.missing.includes(generated))

    const { contracts, problems, missing } = reader.read(new Map([[generated, CLIENT]]))
    assert.deepEqual({ problems, missing }, { problems: [], missing: [] })
    assert.equal(contracts[0]?.injects[0]?.service, 'other')
    assert.ok(contracts[0]?.types.Pong)
  })

  it('counts for one reading, and stands over what is on the disk', () => {
    using project = makeProject({
      'src/subject.service.ts': CALLER,
      'src/generated/other.client.ts': CLIENT.replace('interface Pong', 'interface Ping'),
    })
    const reader = openReader({ projectFolder: project.folder })
    const overlay = { 'src/generated/other.client.ts': CLIENT }
    const old = read(reader, project)
    assert.equal(old.problems.length, 1)
    assert.deepEqual(read(reader, project, overlay), { services: CALLED, problems: [] })
    assert.deepEqual(read(reader, project), old)
  })

  it('can be given for a single reading', () => {
    using project = makeProject({ 'src/subject.service.ts': CALLER })
    const generated = join(project.folder, 'src/generated/other.client.ts')
    const overlay = new Map([[generated, CLIENT]])
    assert.deepEqual(readServices({ projectFolder: project.folder, overlay }).problems, [])
  })
})

describe('a reader that stays open', () => {
  const files = {
    'src/value.ts': 'export interface Value { id: string }\n',
    'src/a.service.ts': `import { rpc, service } from 'mycelia'
import type { Value } from './value.js'
@service('a') export class A { @rpc pass(value: Value): void {} }
`,
    'src/b.service.ts': `import { rpc, service } from 'mycelia'
@service('b') export class B { @rpc hello(): string { return '' } }
`,
  }
  const both = 'a(pass: void) b(hello: string)'

  it('reads changed files anew', () => {
    using project = makeProject(files)
    const reader = openReader({ projectFolder: project.folder })
    assert.deepEqual(read(reader, project), { services: both, problems: [] })
    project.write('src/b.service.ts', files['src/b.service.ts'].replace('string {', "'x' {"))
    const { services } = read(reader, project, {}, ['src/b.service.ts'])
    assert.equal(services, 'a(pass: void) b(hello: literal)')
  })

  it('reads what depends on a changed file anew, and what does not as it was', () => {
    using project = makeProject(files)
    const reader = openReader({ projectFolder: project.folder })
    const before = reader.read().contracts
    project.write('src/value.ts', 'export interface Value { id: string; more: number }\n')
    const after = reader.read(new Map(), [join(project.folder, 'src/value.ts')]).contracts
    assert.notDeepEqual(after[0]?.types, before[0]?.types)
    assert.equal(after[1], before[1])
  })

  it('sees declarations for the whole project change', () => {
    using project = makeProject({
      'src/globals.d.ts': 'interface Global { a: string }\n',
      'src/a.service.ts': `import { rpc, service } from 'mycelia'
@service('a') export class A { @rpc pass(value: Global): Global['a'] { return null! } }
`,
    })
    const reader = openReader({ projectFolder: project.folder })
    assert.equal(read(reader, project).services, 'a(pass: string)')
    project.write('src/globals.d.ts', 'interface Global { a: number }\n')
    assert.equal(read(reader, project, {}, ['src/globals.d.ts']).services, 'a(pass: number)')
  })

  it('sees declarations for the whole project come', () => {
    using project = makeProject({
      'src/a.service.ts': `import { rpc, service } from 'mycelia'
@service('a') export class A { @rpc pass(): Global['a'] { return null! } }
`,
    })
    const reader = openReader({ projectFolder: project.folder })
    assert.deepEqual(read(reader, project).problems, ["Cannot find name 'Global'"])
    project.write('src/globals.d.ts', 'interface Global { a: string }\n')
    const found = read(reader, project, {}, ['src/globals.d.ts'])
    assert.deepEqual(found, { services: 'a(pass: string)', problems: [] })
  })

  it('sees files come and go', () => {
    using project = makeProject(files)
    const reader = openReader({ projectFolder: project.folder })
    read(reader, project)
    project.remove('src/value.ts')
    const gone = read(reader, project, {}, ['src/value.ts'])
    assert.deepEqual(gone.problems, ["cannot find module './value.js'"])
    project.write('src/value.ts', files['src/value.ts'])
    assert.deepEqual(read(reader, project, {}, ['src/value.ts']), { services: both, problems: [] })
    project.remove('src/b.service.ts')
    assert.equal(read(reader, project, {}, ['src/b.service.ts']).services, 'a(pass: void)')
    project.write('src/c.service.ts', files['src/b.service.ts'].replace("'b'", "'c'"))
    const { services } = read(reader, project, {}, ['src/c.service.ts'])
    assert.equal(services, 'a(pass: void) c(hello: string)')
  })

  it('recovers from mistakes, and reports them again until they are mended', () => {
    using project = makeProject(files)
    const reader = openReader({ projectFolder: project.folder })
    const edit = (text: string) => {
      project.write('src/b.service.ts', text)
      return read(reader, project, {}, ['src/b.service.ts'])
    }
    const mistaken = edit(files['src/b.service.ts'].replace('hello()', 'hello(a: symbol)'))
    assert.deepEqual(mistaken.problems, ['`a` is a symbol, and symbols cannot travel'])
    assert.deepEqual(read(reader, project), mistaken)
    assert.deepEqual(
      edit(files['src/b.service.ts'].replace('hello()', 'hello(')).problems.length,
      1,
    )
    const unresolved = edit(files['src/b.service.ts'].replace('string', 'Unknown'))
    assert.deepEqual(unresolved.problems, ["Cannot find name 'Unknown'"])
    assert.deepEqual(edit(files['src/b.service.ts']), { services: both, problems: [] })
  })

  it('sees the tsconfig come, change and go', () => {
    using project = makeProject(files)
    const good = project.read('tsconfig.json')
    project.remove('tsconfig.json')
    const reader = openReader({ projectFolder: project.folder })
    const edit = () => read(reader, project, {}, ['tsconfig.json'])
    assert.equal(edit().problems.length, 1)
    project.write('tsconfig.json', good)
    assert.deepEqual(edit(), { services: both, problems: [] })
    project.write('tsconfig.json', good.replace('{', '{ "extends": "./nowhere.json",'))
    assert.deepEqual(edit().problems, ["Cannot read file 'nowhere.json'"])
    project.write('tsconfig.json', good)
    assert.deepEqual(edit().problems, [])
  })

  it('finds twins of a service that it has read before', () => {
    using project = makeProject(files)
    const reader = openReader({ projectFolder: project.folder })
    read(reader, project)
    project.write('src/b.service.ts', files['src/b.service.ts'].replace("'b'", "'a'"))
    const { problems } = read(reader, project, {}, ['src/b.service.ts'])
    assert.deepEqual(problems, ["'a' is the name of A already, at src/a.service.ts:3:10"])
  })
})

describe('the service of the golden example', () => {
  it('is read as a contract that its schema accepts', () => {
    const source = (name: string) =>
      readFileSync(new URL(`../golden/orders/src/${name}`, import.meta.url), 'utf8')
    using project = makeProject({
      'src/errors.ts': source('errors.ts'),
      'src/order.ts': source('order.ts'),
      'src/orders.service.ts': source('orders.service.ts'),
    })
    const { contracts, problems } = readServices({ projectFolder: project.folder })
    assert.deepEqual(problems, [])
    const [contract] = contracts
    assert.ok(contract)
    assert.deepEqual(contractSchema.parse(contract), contract)
    assert.deepEqual(Object.keys(contract.types), [
      'Order',
      'OrderLine',
      'Receipt',
      'Currency',
      'Status',
    ])
    assert.deepEqual(
      contract.methods.map(({ name, wireName }) => [name, wireName]),
      [
        ['place', 'place'],
        ['status', 'get_status'],
        ['total', 'total'],
      ],
    )
  })
})
