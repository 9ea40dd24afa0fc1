import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readServices } from '../../generator/read/index.js'
import { GREETING, makeProject } from '../support/project.js'
import { problemsOf, readFiles, subject } from './read-source.js'

const OPTIONS =
  '"target": "es2022", "module": "nodenext", "strict": true, "customConditions": ["@mycelia/source"]'
const PASS = subject(
  '  @rpc pass(value: Value): void {}',
  "import type { Value } from './value.js'",
)

describe('the tsconfig', () => {
  it('has to be there', () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    project.remove('tsconfig.json')
    const { contracts, problems, missing } = readServices({ projectFolder: project.folder })
    assert.deepEqual(contracts, [])
    assert.deepEqual(problems, [
      {
        file: 'tsconfig.json',
        line: 1,
        column: 1,
        message: 'there is no such file, and without it the types of the project cannot be read',
        hint: 'write one: { "compilerOptions": { "target": "es2022", "module": "nodenext", "strict": true, "types": ["node"] }, "include": ["src"] }',
      },
    ])
    assert.deepEqual(missing, [join(project.folder, 'tsconfig.json')])
  })

  it('has to be JSON, and to extend what is there', () => {
    const hint = 'mend it: the types of the project are read as it says'
    assert.deepEqual(problemsOf({ 'tsconfig.json': '{\n  "compilerOptions": {\n' }), [
      `tsconfig.json:3:1 - '}' expected\n  ${hint}`,
    ])
    assert.deepEqual(problemsOf({ 'tsconfig.json': '{ "extends": "./base.json" }' }), [
      `tsconfig.json:1:3 - Cannot read file 'base.json'\n  ${hint}`,
    ])
    assert.deepEqual(problemsOf({ 'tsconfig.json': '{ "compilerOptions": { "strict": 1 } }' }), [
      `tsconfig.json:1:34 - Compiler option 'strict' requires a value of type boolean\n  ${hint}`,
    ])
  })

  it('may have options and values that only other compilers know, and no files', () => {
    const problems = problemsOf({
      'tsconfig.json': `{ "compilerOptions": { ${OPTIONS}, "optionOf2031": true, "moduleDetection": "never" }, "files": [] }`,
      'src/greeting.service.ts': GREETING,
    })
    assert.deepEqual(problems, [])
  })

  it('may extend others, and be another file than tsconfig.json', () => {
    const { contracts, problems, inputs } = readFiles(
      {
        'config/base.json': `{ "compilerOptions": { ${OPTIONS}, "paths": { "#value": ["../src/value.ts"] } } }`,
        'config/build.json': '{ "extends": "./base.json", "include": ["../src"] }',
        'src/value.ts': 'export type Value = string[]\n',
        'src/subject.service.ts': subject(
          '  @rpc pass(value: Value): void {}',
          "import type { Value } from '#value'",
        ),
      },
      { tsConfigFile: 'config/build.json' },
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(contracts[0]?.types.Value?.type, { kind: 'array', items: { kind: 'string' } })
    const configs = inputs.filter((path) => path.includes('/config/'))
    assert.deepEqual(
      configs.map((path) => path.slice(path.indexOf('/config/'))),
      ['/config/build.json', '/config/base.json'],
    )
  })

  it('must not switch legacy decorators on, in whichever file of the chain', () => {
    const message =
      'experimentalDecorators turns decorators into an older kind, under which @service and @rpc do nothing'
    const line = 'delete this line (and "emitDecoratorMetadata", which needs it)'
    const switched = '{\n  "compilerOptions": {\n    "experimentalDecorators": true\n  }\n}\n'
    assert.deepEqual(problemsOf({ 'tsconfig.json': switched }), [
      `tsconfig.json:3:5 - ${message}\n  ${line}`,
    ])
    const inherits = '{ "extends": "./base.json" }'
    assert.deepEqual(problemsOf({ 'tsconfig.json': inherits, 'base.json': switched }), [
      `base.json:3:5 - ${message}\n  ${line}`,
    ])
    const installed = { 'node_modules/presets/base.json': switched }
    assert.deepEqual(
      problemsOf({ 'tsconfig.json': '{ "extends": "presets/base.json" }', ...installed }),
      [
        `node_modules/presets/base.json:3:5 - ${message}\n  write "experimentalDecorators": false into tsconfig.json`,
      ],
    )
    const overridden =
      '{ "extends": "./base.json", "compilerOptions": { "experimentalDecorators": false } }'
    assert.deepEqual(problemsOf({ 'tsconfig.json': overridden, 'base.json': switched }), [])
  })

  it('need not be strict for null to be seen', () => {
    const { contracts } = readFiles({
      'tsconfig.json':
        '{ "compilerOptions": { "module": "nodenext", "strict": false, "customConditions": ["@mycelia/source"] } }',
      'src/subject.service.ts': subject('  @rpc pass(value: string | null): void {}'),
    })
    assert.deepEqual(contracts[0]?.methods[0]?.params[0]?.type, {
      kind: 'union',
      members: [{ kind: 'string' }, { kind: 'null' }],
    })
  })

  it('says whether optional properties may be undefined', () => {
    const { contracts } = readFiles({
      'tsconfig.json': `{ "compilerOptions": { ${OPTIONS}, "exactOptionalPropertyTypes": true } }`,
      'src/subject.service.ts': subject(
        '  @rpc pass(value: { exact?: string; both?: string | undefined }): void {}',
      ),
    })
    assert.deepEqual(contracts[0]?.methods[0]?.params[0]?.type, {
      kind: 'object',
      properties: [
        { name: 'exact', type: { kind: 'string' }, optional: true },
        {
          name: 'both',
          type: { kind: 'union', members: [{ kind: 'string' }, { kind: 'undefined' }] },
          optional: true,
        },
      ],
    })
  })
})

describe('types that are declared for the whole project', () => {
  it('are found in declaration files, in other files, and in the packages of `types`', () => {
    const { contracts, problems } = readFiles({
      'tsconfig.json': `{ "compilerOptions": { ${OPTIONS}, "types": ["shop"] }, "include": ["src"] }`,
      'src/globals.d.ts': 'interface Declared { a: string }\n',
      'src/elsewhere.ts': 'export {}\ndeclare global { interface Elsewhere { a: string } }\n',
      'node_modules/@types/shop/index.d.ts': 'interface Shop { a: string }\n',
      'node_modules/@types/other/index.d.ts': 'interface Other { a: string }\n',
      'src/subject.service.ts': subject('  @rpc pass(a: Declared, b: Elsewhere, c: Shop): void {}'),
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(Object.keys(contracts[0]?.types ?? {}), ['Declared', 'Elsewhere', 'Shop'])
  })

  it('are not needed for imports of Node modules that no signature mentions', () => {
    const { problems, inputs } = readFiles({
      'src/unrelated.ts': 'export const unrelated = 1\n',
      'src/subject.service.ts': subject(
        '  @rpc pass(): void { readFileSync("x") }',
        "import { readFileSync } from 'node:fs'",
      ),
    })
    assert.deepEqual(problems, [])
    assert.ok(!inputs.some((path) => path.endsWith('unrelated.ts')), 'only what is needed is read')
  })

  it('that are missing for a Node module are asked for, where a signature mentions it', () => {
    const problems = problemsOf({
      'src/subject.service.ts': subject(
        '  @rpc pass(stats: Stats): void {}',
        "import type { Stats } from 'node:fs'",
      ),
    })
    assert.deepEqual(problems, [
      "src/subject.service.ts:8:28 - cannot find package 'node:fs'\n  install its types: `npm install --save-dev @types/node`",
    ])
  })
})

describe('a package', () => {
  it('is read as Node imports it, from a file of its kind', () => {
    const { contracts, problems } = readFiles({
      'node_modules/dual/package.json':
        '{ "name": "dual", "type": "module", "exports": { "import": { "types": "./index.d.ts" }, "require": { "types": "./index.d.cts" } } }',
      'node_modules/dual/index.d.ts': 'export interface Value { imported: string }\n',
      'node_modules/dual/index.d.cts': 'export interface Value { required: string }\n',
      'src/subject.service.ts': subject(
        '  @rpc pass(value: Value): void {}',
        "import type { Value } from 'dual'",
      ),
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(contracts[0]?.types.Value?.type, {
      kind: 'object',
      properties: [{ name: 'imported', type: { kind: 'string' } }],
    })
  })
})

describe('a syntax error', () => {
  it("is reported in the compiler's words, and nothing that follows from it", () => {
    const { contracts, problems } = readFiles({
      'src/bad.service.ts': `import { rpc, service } from 'mycelia'

@service('bad')
export class Bad {
  @rpc hello(name: string {}
}
`,
      'src/greeting.service.ts': GREETING,
    })
    assert.deepEqual(problems, [
      {
        file: 'src/bad.service.ts',
        line: 5,
        column: 27,
        message: "',' expected",
        hint: 'mend the syntax: what comes after it cannot be read',
      },
    ])
    assert.deepEqual(
      contracts.map(({ service }) => service),
      ['greeting_service'],
    )
  })

  it('is reported in what a service imports, too', () => {
    const [problem] = problemsOf({
      'src/value.ts': 'export interface Value { a: }\n',
      'src/subject.service.ts': PASS,
    })
    assert.match(problem ?? '', /^src\/value\.ts:1:29 - Type expected\n/)
  })
})

describe('an import that is found nowhere', () => {
  it('is reported once, at the import, with what to do', () => {
    const problems = problemsOf({
      'src/extension.ts': 'export interface E { a: string }\n',
      'src/subject.service.ts': subject(
        '  @rpc pass(a: A, b: B[], c: C | null, d: D, e: E): A { return null! }\n  @rpc again(a: A): void {}',
        `import type { A } from './nowhere.js'
import type { B } from 'not-installed/deep'
import type { C } from '@scope/not-installed/deep'
import { D } from './generated/clients/orders.client.js'
import type { E } from './extension'`,
      ),
    })
    const file = 'src/subject.service.ts'
    assert.deepEqual(problems, [
      `${file}:9:24 - cannot find module './nowhere.js'\n  write the path of a file that is there`,
      `${file}:10:24 - cannot find package 'not-installed/deep'\n  install it: \`npm install not-installed\``,
      `${file}:11:24 - cannot find package '@scope/not-installed/deep'\n  install it: \`npm install @scope/not-installed\``,
      `${file}:12:19 - cannot find module './generated/clients/orders.client.js'\n  generate the client: \`mycelia add\` and the folder of the service that it calls`,
      `${file}:13:24 - cannot find module './extension'\n  write the extension: './extension.js'`,
    ])
  })

  it('is reported where it is, when it is exported onwards', () => {
    const problems = problemsOf({
      'src/value.ts': "export type { Value } from './nowhere.js'\n",
      'src/subject.service.ts': PASS,
    })
    assert.deepEqual(problems, [
      "src/value.ts:1:28 - cannot find module './nowhere.js'\n  write the path of a file that is there",
    ])
  })

  it('of a name that the module does not have is reported at the name', () => {
    const problems = problemsOf({
      'src/value.ts': 'export type Valve = string[]\n',
      'src/subject.service.ts': PASS,
    })
    assert.deepEqual(problems, [
      "src/subject.service.ts:8:15 - Subject.pass: '\"./value.js\"' has no exported member named 'Value'. Did you mean 'Valve'?\n  declare or import it; if it comes from a package, install that",
    ])
  })

  it('of Mycelia itself says that it is not installed', () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    project.remove('node_modules/mycelia')
    const { contracts, problems } = readServices({ projectFolder: project.folder })
    assert.deepEqual(contracts, [])
    assert.deepEqual(problems, [
      {
        file: 'src/greeting.service.ts',
        line: 1,
        column: 30,
        message: "cannot find package 'mycelia'",
        hint: 'install it: `npm install mycelia`',
      },
    ])
  })
})

describe('a file that is named', () => {
  it('has to be there, and to hold a service', () => {
    const problems = problemsOf(
      { 'lib/empty.ts': 'export const a = 1\n' },
      { files: ['lib/empty.ts', 'lib/nowhere.ts'] },
    )
    assert.deepEqual(problems, [
      "lib/empty.ts:1:1 - there is no service in this file\n  decorate a class: `@service('greeting_service') export class GreetingService`",
      'lib/nowhere.ts:1:1 - there is no such file\n  name a file that is there',
    ])
  })
})

describe('what is read', () => {
  it('is nothing in a project without services', () => {
    const { contracts, problems } = readFiles({ 'src/a.ts': 'export const a = 1\n' })
    assert.deepEqual({ contracts, problems }, { contracts: [], problems: [] })
  })

  it('names the files that the result depends on, and those that were looked for', () => {
    using project = makeProject({
      'src/value.ts': "export type Value = string[]\nexport type { Gone } from './gone.js'\n",
      'src/unrelated.ts': 'export const unrelated = 1\n',
      'src/subject.service.ts': PASS,
    })
    const { inputs, missing } = readServices({ projectFolder: project.folder })
    const within = (paths: readonly string[]) =>
      paths.map((path) => path.slice(project.folder.length + 1)).sort()
    assert.deepEqual(within(inputs), [
      'package.json',
      'src/subject.service.ts',
      'src/value.ts',
      'tsconfig.json',
    ])
    assert.deepEqual(within(missing), [
      'src/gone.d.ts',
      'src/gone.js',
      'src/gone.jsx',
      'src/gone.ts',
      'src/gone.tsx',
    ])
  })

  it('is, in spite of problems, what could be read', () => {
    const { contracts, problems } = readFiles({
      'src/subject.service.ts': subject(
        '  @rpc good(order: Order): void {}\n  @rpc bad(order: Order, value: symbol): void {}',
        'interface Order { id: string }',
      ),
    })
    assert.equal(problems.length, 1)
    assert.deepEqual(
      contracts[0]?.methods.map(({ name }) => name),
      ['good'],
    )
    assert.deepEqual(Object.keys(contracts[0]?.types ?? {}), ['Order'])
  })
})
