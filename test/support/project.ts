import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A user's project in a folder of its own, with this checkout's runtime installed. */
export interface TestProject extends Disposable {
  readonly folder: string
  write(path: string, text: string): void
  read(path: string): string
  remove(path: string): void
}

const RUNTIME = fileURLToPath(new URL('../../runtime', import.meta.url))

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'esnext.decorators'],
    module: 'nodenext',
    strict: true,
    rootDir: 'src',
    customConditions: ['@mycelia/source'],
  },
  include: ['src'],
}

/** Makes a project; it is deleted when it is disposed. */
export function makeProject(files: Readonly<Record<string, string>>): TestProject {
  const folder = mkdtempSync(join(tmpdir(), 'mycelia-project-'))
  const project: TestProject = {
    folder,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(RUNTIME, join(folder, 'node_modules/mycelia'))
  project.write('package.json', '{ "name": "test-project", "type": "module" }\n')
  project.write('tsconfig.json', JSON.stringify(TSCONFIG))
  for (const [path, text] of Object.entries(files)) project.write(path, text)
  return project
}

/** The service of the first example in the README. */
export const GREETING = `import { rpc, service } from 'mycelia'

@service('greeting_service')
export class GreetingService {
  /** Greets a person by name. */
  @rpc
  hello(name: string): string {
    return \`Hello, \${name}!\`
  }
}
`
