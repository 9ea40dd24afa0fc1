import { dependencyFlags } from './dependency-flags.js'
import type { LockedPackage, PackageLock } from './package-lock.js'

/** A package.json, as far as a lock file repeats it. */
export interface Manifest extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly version: string
}

/** A package of the checkout that goes into the project as an archive. */
export interface VendoredPackage {
  /** Its package.json. */
  readonly manifest: Manifest
  /** Where its source lies in the checkout: '' or 'runtime'. */
  readonly workspace: string
  /** What the project's package.json asks for: `file:vendor/mycelia-0.1.0-1a2b3c4d.tgz`. */
  readonly specifier: string
  /** The archive's hash, as npm writes it: `sha512-` and Base64. */
  readonly integrity: string
}

const REPEATED: readonly string[] = [
  'license',
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'bin',
  'engines',
]

/**
 * The lock file of a project scaffolded from a checkout: its packages are the checkout's, so that
 * what was tested is what gets installed, and from npm's cache where that is all there is.
 *
 * @param manifest The project's package.json.
 */
export function transplantLock(
  checkout: PackageLock,
  manifest: Manifest,
  vendored: readonly VendoredPackage[],
): string {
  const { name, version } = manifest
  const packages = new Map<string, LockedPackage>()
  packages.set('', { name, version, ...pick(manifest, [...REPEATED, 'devDependencies']) })
  for (const [path, entry] of Object.entries(checkout.packages)) {
    const place = placeInProject(path, vendored)
    if (place !== undefined && !entry.link) packages.set(place, withoutFlags(entry))
  }
  for (const { manifest, specifier, integrity } of vendored) {
    packages.set(`node_modules/${manifest.name}`, {
      version: manifest.version,
      resolved: specifier,
      integrity,
      ...pick(manifest, REPEATED),
    })
  }
  const lock = {
    name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: Object.fromEntries(needed(packages)),
  }
  return `${JSON.stringify(lock, null, 2)}\n`
}

/** What lies within a workspace moves below its archive; the workspaces themselves stay behind. */
function placeInProject(path: string, vendored: readonly VendoredPackage[]): string | undefined {
  if (path.startsWith('node_modules/')) return path
  const home = vendored.find(({ workspace }) => path.startsWith(`${workspace}/node_modules/`))
  return home && `node_modules/${home.manifest.name}${path.slice(home.workspace.length)}`
}

function withoutFlags(entry: LockedPackage): LockedPackage {
  const { dev, optional, devOptional, peer, extraneous, ...rest } = entry
  return rest
}

function pick(manifest: Manifest, fields: readonly string[]): LockedPackage {
  const present = fields.filter((field) => manifest[field] !== undefined)
  return Object.fromEntries(present.map((field) => [field, manifest[field]]))
}

/** What the project reaches, each marked with why npm may leave it out. */
function needed(packages: ReadonlyMap<string, LockedPackage>): [string, LockedPackage][] {
  const flags = dependencyFlags(packages)
  return [...packages]
    .filter(([path]) => !flags.get(path)!.has('extraneous'))
    .map(([path, entry]): [string, LockedPackage] => {
      const marks = [...flags.get(path)!].map((flag) => [flag, true])
      return [path, { ...entry, ...Object.fromEntries(marks) }]
    })
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
}
