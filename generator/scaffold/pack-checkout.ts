import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchiveCache } from './archive-cache.js'
import type { ProjectFile } from './plan.js'
import { runCommand } from './run-command.js'
import { ScaffoldError } from './scaffold-error.js'
import type { Manifest, VendoredPackage } from './transplant-lock.js'

/** A package with the archive that a project keeps of it. */
export interface PackedPackage extends VendoredPackage {
  readonly archive: ProjectFile
}

/** The packages of a checkout, by where they lie in it, with a file that building makes. */
const WORKSPACES = [
  { workspace: '', built: 'dist/cli/create-service.js' },
  { workspace: 'runtime', built: 'runtime/dist/index.js' },
] as const

/**
 * Packs the packages of a checkout as a project is to keep them: below `vendor/`, the hash of the
 * content in each name, because npm takes an archive of a known name for the one it has installed.
 *
 * @throws ScaffoldError `PackagesMissing` when the checkout is not built, or npm cannot pack it
 */
export async function packCheckout(checkout: string): Promise<PackedPackage[]> {
  const missing = WORKSPACES.find(({ built }) => !existsSync(join(checkout, built)))
  if (missing !== undefined) {
    throw new ScaffoldError(
      'PackagesMissing',
      `The checkout in ${checkout} is not built: ${missing.built} is missing; run \`npm run build\` there.`,
    )
  }
  const cache = openArchiveCache(checkout, SOURCES)
  const manifests = await Promise.all(
    WORKSPACES.map(async ({ workspace }): Promise<Manifest> => {
      return JSON.parse(await readFile(join(checkout, workspace, 'package.json'), 'utf8'))
    }),
  )
  const names = manifests.map(({ name, version }) => `${name}-${version}.tgz`)
  let contents = await Promise.all(names.map(cache.read))
  if (contents.includes(undefined)) {
    contents = await pack(checkout, names)
    await Promise.all(names.map((name, index) => cache.write(name, contents[index]!)))
  }
  return WORKSPACES.map(({ workspace }, index) =>
    describe(manifests[index]!, workspace, contents[index]!),
  )
}

/** What npm packs, and what decides about it. */
const SOURCES: readonly string[] = [
  'package.json',
  'README.md',
  'LICENSE',
  'bin',
  'dist',
  'templates',
  'runtime/package.json',
  'runtime/README.md',
  'runtime/LICENSE',
  'runtime/dist',
]

async function pack(checkout: string, names: readonly string[]): Promise<Buffer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'create-service-'))
  try {
    const { ok, output } = await runCommand('npm pack . ./runtime --ignore-scripts', {
      folder: checkout,
      env: { npm_config_pack_destination: folder },
    })
    if (!ok) {
      throw new ScaffoldError(
        'PackagesMissing',
        `npm cannot pack ${checkout}:\n${output.trimEnd()}`,
      )
    }
    return await Promise.all(names.map((name) => readFile(join(folder, name))))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function describe(manifest: Manifest, workspace: string, content: Buffer): PackedPackage {
  const short = createHash('sha256').update(content).digest('hex').slice(0, 8)
  const path = `vendor/${manifest.name}-${manifest.version}-${short}.tgz`
  return {
    manifest,
    workspace,
    specifier: `file:${path}`,
    integrity: `sha512-${createHash('sha512').update(content).digest('base64')}`,
    archive: { path, content },
  }
}
