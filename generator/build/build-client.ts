import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { GENERATED_FOLDER } from '../service-files.js'
import type { Built } from './bundle-program.js'
import { runCompiler } from './run-compiler.js'

const CLIENT = '.client.ts'

/**
 * Compiles the clients of a project's own services, with what they import of each other, to a folder
 * that callers install: JavaScript, declarations and contracts.
 * @throws {BuildError} when the types do not fit.
 */
export async function buildClient(
  projectFolder: string,
  work: string,
  folder: string,
): Promise<Built> {
  const generated = join(projectFolder, GENERATED_FOLDER)
  const names = (await readdir(generated)).sort()
  const clients = names.filter((name) => name.endsWith(CLIENT))
  const config = join(work, 'tsconfig.client.json')
  const tsconfig = {
    extends: join(projectFolder, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      declarationMap: false,
      sourceMap: false,
      composite: false,
      incremental: false,
      rootDir: generated,
      outDir: folder,
    },
    include: [],
    files: clients.map((name) => join(generated, name)),
  }
  await writeFile(config, JSON.stringify(tsconfig))
  await mkdir(folder, { recursive: true })
  await runCompiler(projectFolder, ['--project', config])
  for (const name of names.filter((name) => name.endsWith('.contract.json'))) {
    await copyFile(join(generated, name), join(folder, name))
  }
  const stems = clients.map((name) => basename(name, CLIENT))
  const { text, warnings } = printIndex(await Promise.all(stems.map(namesIn(generated))))
  await writeFile(join(folder, 'index.js'), text)
  await writeFile(join(folder, 'index.d.ts'), text)
  const { size } = await stat(join(folder, 'index.js'))
  return { files: [{ path: 'client/index.js', bytes: size }], warnings }
}

interface ClientNames {
  readonly stem: string
  /** The types that its client exports. */
  readonly types: readonly string[]
}

function namesIn(generated: string): (stem: string) => Promise<ClientNames> {
  return async (stem) => {
    const text = await readFile(join(generated, `${stem}.contract.json`), 'utf8')
    const { types = {} }: { readonly types?: Readonly<Record<string, unknown>> } = JSON.parse(text)
    return { stem, types: Object.keys(types) }
  }
}

/** All clients under one name each; of two that share a name, the second is left to its own path. */
function printIndex(clients: readonly ClientNames[]): {
  readonly text: string
  readonly warnings: readonly string[]
} {
  const owners = new Map<string, string>()
  const lines: string[] = []
  const warnings: string[] = []
  for (const { stem, types } of clients) {
    const shared = types.find((name) => owners.has(name))
    if (shared !== undefined) {
      warnings.push(
        `${owners.get(shared)} and ${stem} both have a type ${shared}: callers import the client of ${stem} from ./client/${stem}`,
      )
      continue
    }
    for (const name of types) owners.set(name, stem)
    lines.push(`export * from './${stem}.client.js'\n`)
  }
  return { text: lines.join(''), warnings }
}
