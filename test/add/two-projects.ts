import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addClients } from '../../generator/add-clients.js'
import { generate } from '../../generator/generate.js'
import { GREETING } from '../support/project.js'

const RUNTIME = fileURLToPath(new URL('../../runtime', import.meta.url))

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'esnext.decorators'],
    module: 'nodenext',
    strict: true,
    rootDir: 'src',
    customConditions: ['@mycelia/source'],
  },
  include: ['src'],
})

/** A service that calls the one of the README, by a client that has been added. */
export const GATEWAY = `import { inject, rpc, service } from 'mycelia'
import { GreetingClient } from './generated/clients/greeting.client.js'

@service('gateway')
export class GatewayService {
  private readonly greeting = inject(GreetingClient)

  @rpc
  async welcome(names: string[]): Promise<string[]> {
    return Promise.all(names.map((name) => this.greeting.hello(name)))
  }
}
`

/** Projects side by side, as in the folder of somebody who works on several. */
export interface Workspace extends Disposable {
  readonly folder: string
  path(...parts: readonly string[]): string
  write(path: string, text: string): void
  read(path: string): string
  remove(path: string): void
  /** Makes a project: package.json, tsconfig.json, and Mycelia installed. */
  project(name: string, files?: Readonly<Record<string, string>>): string
}

/** Deleted when it is disposed. */
export function makeWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'mycelia-workspace-'))
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return {
    folder,
    path: (...parts) => join(folder, ...parts),
    write,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    project(name, files = {}) {
      write(`${name}/package.json`, `{ "name": "${name}", "type": "module" }\n`)
      write(`${name}/tsconfig.json`, TSCONFIG)
      mkdirSync(join(folder, name, 'node_modules'))
      symlinkSync(RUNTIME, join(folder, name, 'node_modules/mycelia'))
      for (const [path, text] of Object.entries(files)) write(`${name}/${path}`, text)
      return join(folder, name)
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** What is generated for the project `greeting`: the same for all tests, and made once. */
let generated: Promise<ReadonlyMap<string, string>> | undefined

async function generateGreeting(): Promise<ReadonlyMap<string, string>> {
  using workspace = makeWorkspace()
  const projectFolder = workspace.project('greeting', { 'src/greeting.service.ts': GREETING })
  const { changes } = await generate({ projectFolder })
  return new Map(changes.create.map((path) => [path, workspace.read(`greeting/${path}`)]))
}

/** The projects `greeting`, generated, and `gateway`, without a client yet. */
export async function makeTwoProjects(): Promise<Workspace> {
  generated ??= generateGreeting()
  const files = Object.fromEntries(await generated)
  const workspace = makeWorkspace()
  workspace.project('greeting', { 'src/greeting.service.ts': GREETING, ...files })
  workspace.project('gateway')
  return workspace
}

/** Adds to `gateway` what a source offers. */
export function addTo(
  workspace: Workspace,
  source: string,
  choice: {
    readonly as?: string
    readonly services?: readonly string[]
    readonly dryRun?: boolean
    readonly naming?: 'as-written' | 'camelCase'
  } = {},
): ReturnType<typeof addClients> {
  return addClients({
    projectFolder: workspace.path('gateway'),
    source,
    suggest: (_, candidates) => [...candidates].find((each) => each.startsWith('greet')),
    ...choice,
  })
}
