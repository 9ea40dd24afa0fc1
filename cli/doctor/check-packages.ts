import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { generatorVersion } from '../../generator/version.js'
import { type Finding, ok, problem, warning } from './finding.js'

/** Whether the runtime is installed, once, and in the version of the tools. */
export function checkPackages(projectFolder: string): Finding {
  const copies = findCopies(projectFolder)
  const [first, ...others] = copies
  if (first === undefined) {
    return problem('packages', 'mycelia is not installed', 'run `npm install mycelia`')
  }
  const versions = [...new Set(copies.map(({ version }) => version))]
  if (versions.some((version) => version !== generatorVersion)) {
    return problem(
      'packages',
      `create-service is ${generatorVersion}, mycelia ${versions.join(' and ')}`,
      `install both in one version: \`npm install mycelia@${generatorVersion}\``,
    )
  }
  if (others.length === 0) {
    return ok('packages', `create-service and mycelia are both ${generatorVersion}`)
  }
  const places = copies.map(({ folder }) => relative(projectFolder, folder) || folder)
  return warning(
    'packages',
    `mycelia is installed ${copies.length} times: ${places.join(', ')}`,
    'run `npm dedupe`; services work with several copies, but take more memory',
  )
}

interface Copy {
  readonly folder: string
  readonly version: string
}

/** Copies of the runtime that the project can load: up the folders, and within its packages. */
function findCopies(projectFolder: string): readonly Copy[] {
  const found = new Map<string, Copy>()
  for (let folder = projectFolder; ; folder = dirname(folder)) {
    search(join(folder, 'node_modules'), found)
    if (folder === dirname(folder)) return [...found.values()]
  }
}

function search(nodeModules: string, found: Map<string, Copy>): void {
  const runtime = join(nodeModules, 'mycelia')
  if (existsSync(join(runtime, 'package.json'))) {
    const folder = realpathSync(runtime)
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    if (!found.has(folder)) found.set(folder, { folder, version })
  }
  for (const inner of nestedFolders(nodeModules)) search(inner, found)
}

/** The `node_modules` folders of the packages in one; links lead to what is found elsewhere. */
function nestedFolders(nodeModules: string): readonly string[] {
  if (!existsSync(nodeModules)) return []
  return readdirSync(nodeModules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) =>
      name.startsWith('@')
        ? readdirSync(join(nodeModules, name)).map((inner) => join(nodeModules, name, inner))
        : [join(nodeModules, name)],
    )
    .map((folder) => join(folder, 'node_modules'))
    .filter((folder) => existsSync(folder))
}
