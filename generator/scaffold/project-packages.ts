import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PackageLock } from './package-lock.js'
import type { ProjectFile } from './plan.js'
import { toolsFolder } from './tools-folder.js'
import type { Manifest } from './transplant-lock.js'

/**
 * What a project's package.json asks for, by package. `peer` is what callers are to have of `mycelia`:
 * always a range, since they get it from elsewhere.
 */
export type PackageVersions = Readonly<
  Record<'mycelia' | 'peer' | 'create-service' | '@types/node' | 'tsx' | 'typescript', string>
>

/** Where a project gets its packages from. */
export interface ProjectPackages {
  /** The version of the tools, and so of their templates. */
  readonly version: string
  readonly versions: PackageVersions
  /** Files of the project that versions point to. */
  readonly archives: readonly ProjectFile[]
  /** Makes the project's package-lock.json from its package.json, where the versions are known. */
  readonly lock?: (manifest: Manifest) => string
}

/**
 * The packages that fit how this one came here. Published, they are ranges, for the registry to fill.
 * A checkout's are known to no registry: the project gets archives of them and the checkout's lock
 * file, so that it stands on its own.
 *
 * @throws ScaffoldError `PackagesMissing` when a checkout is not built, or cannot be packed
 */
export async function findPackages(tools: string = toolsFolder()): Promise<ProjectPackages> {
  const manifest: ToolsManifest = await readJson(join(tools, 'package.json'))
  // The runtime's source lies beside the tools in a checkout; it is never published with them.
  return existsSync(join(tools, 'runtime', 'package.json'))
    ? packagesOfCheckout(tools, manifest)
    : publishedPackages(manifest)
}

interface ToolsManifest extends Manifest {
  readonly devDependencies: Readonly<Record<'@types/node' | 'tsx' | 'typescript', string>>
}

/** The runtime and the tools always have one version. */
function publishedPackages(manifest: ToolsManifest): ProjectPackages {
  const range = `^${manifest.version}`
  const versions = { mycelia: range, peer: range, 'create-service': range, ...testedWith(manifest) }
  return { version: manifest.version, versions, archives: [] }
}

async function packagesOfCheckout(
  checkout: string,
  manifest: ToolsManifest,
): Promise<ProjectPackages> {
  const [{ packCheckout }, { transplantLock }, lock] = await Promise.all([
    import('./pack-checkout.js'),
    import('./transplant-lock.js'),
    readJson<PackageLock>(join(checkout, 'package-lock.json')),
  ])
  const packed = await packCheckout(checkout)
  const specifier = (name: string): string =>
    packed.find((one) => one.manifest.name === name)!.specifier
  return {
    version: manifest.version,
    versions: {
      mycelia: specifier('mycelia'),
      peer: `^${manifest.version}`,
      'create-service': specifier('create-service'),
      ...testedWith(manifest),
    },
    archives: packed.map(({ archive }) => archive),
    lock: (project) => transplantLock(lock, project, packed),
  }
}

/** A project's own tools are those that this package is developed with. */
function testedWith({ devDependencies }: ToolsManifest): ToolsManifest['devDependencies'] {
  const { '@types/node': types, tsx, typescript } = devDependencies
  return { '@types/node': types, tsx, typescript }
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8'))
}
