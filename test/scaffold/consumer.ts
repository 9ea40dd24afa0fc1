import assert from 'node:assert/strict'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { PackageManager } from '../../generator/scaffold/index.js'
import { checkout } from './checkout.js'
import { type ProcessResult, runProcess } from './run-process.js'

/** How a package gets to who uses it. */
export const DELIVERIES = ['link', 'workspace', 'tarball'] as const
export type Delivery = (typeof DELIVERIES)[number]

/** Archives of what a caller needs, so that no registry is asked. */
export interface Archives {
  readonly mycelia: string
  /** Those of its dependencies, by name. */
  readonly dependencies: Readonly<Record<string, string>>
  readonly client: string
}

/** Packs the runtime of this checkout, its dependencies, and a built service. */
export async function packAll(service: string, folder: string): Promise<Archives> {
  const names = await installedBelow(join(checkout, 'runtime'))
  const pack = async (source: string): Promise<string> => {
    const target = join(folder, `pack-${source.replaceAll(/\W+/g, '-')}`)
    await mkdir(target)
    const args = ['pack', '--ignore-scripts', '--pack-destination', target, source]
    const { code, stderr } = await runProcess('npm', args, folder)
    assert.equal(code, 0, stderr)
    const [file] = await readdir(target)
    return join(target, file!)
  }
  // As they lie there: npm would only take longer to do the same.
  const archive = async (name: string): Promise<string> => {
    const file = join(folder, `dependency-${name.replaceAll(/\W+/g, '-')}.tgz`)
    const source = join(checkout, 'node_modules', name)
    const args = ['-czf', file, '-C', dirname(source), basename(source)]
    const { code, stderr } = await runProcess('tar', args, folder)
    assert.equal(code, 0, stderr)
    return file
  }
  const dependencies = await Promise.all(
    [...names].map(async (name) => [name, await archive(name)] as const),
  )
  return {
    mycelia: await pack(join(checkout, 'runtime')),
    client: await pack(service),
    dependencies: Object.fromEntries(dependencies),
  }
}

/** What a package depends on, and what that depends on in turn, as it is installed. */
async function installedBelow(folder: string, known = new Set<string>()): Promise<Set<string>> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (known.has(name)) continue
    known.add(name)
    await installedBelow(join(checkout, 'node_modules', name), known)
  }
  return known
}

/** Makes a project that calls `@acme/greeting`, and installs it. @returns its folder */
export async function makeConsumer(
  packageManager: PackageManager,
  delivery: Delivery,
  service: string,
  archives: Archives,
  root: string,
): Promise<string> {
  const folder = delivery === 'workspace' ? join(root, 'packages', 'caller') : join(root, 'caller')
  const pins = Object.fromEntries(
    Object.entries(archives.dependencies).map(([name, file]) => [name, `file:${file}`]),
  )
  // Each package manager reads its own.
  const overrides = { overrides: pins, resolutions: pins, pnpm: { overrides: pins } }
  const manifest = {
    name: 'caller',
    version: '1.0.0',
    private: true,
    type: 'module',
    dependencies: {
      mycelia: `file:${archives.mycelia}`,
      '@acme/greeting': specifier(packageManager, delivery, service, archives),
    },
  }
  await writeJson(join(folder, 'package.json'), {
    ...manifest,
    ...(delivery !== 'workspace' && overrides),
  })
  if (delivery === 'workspace') {
    const member = join(root, 'packages', 'greeting')
    await cp(service, member, {
      recursive: true,
      filter: (path) => !/[\\/](?:node_modules|vendor|package-lock\.json)$/.test(path),
    })
    await withoutTools(member, archives)
    await writeJson(join(root, 'package.json'), {
      name: 'root',
      private: true,
      workspaces: ['packages/*'],
      ...overrides,
    })
    if (packageManager === 'pnpm') {
      await writeFile(join(root, 'pnpm-workspace.yaml'), 'packages:\n  - packages/*\n')
    }
  }
  const { code, stdout, stderr } = await install(
    packageManager,
    delivery === 'workspace' ? root : folder,
    root,
  )
  assert.equal(code, 0, stdout + stderr)
  return folder
}

function specifier(
  packageManager: PackageManager,
  delivery: Delivery,
  service: string,
  { client }: Archives,
): string {
  if (delivery === 'tarball') return `file:${client}`
  if (delivery === 'workspace') return packageManager === 'pnpm' ? 'workspace:*' : '*'
  return `${packageManager === 'npm' ? 'file' : 'link'}:${service}`
}

/** But for the runtime, what it is built with is not for its callers, and would have to be fetched. */
async function withoutTools(folder: string, { mycelia }: Archives): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  await writeJson(join(folder, 'package.json'), {
    ...manifest,
    devDependencies: { mycelia: `file:${mycelia}` },
  })
}

const COMMANDS: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'],
  pnpm: ['install', '--offline', '--ignore-scripts', '--no-frozen-lockfile'],
  yarn: ['install', '--offline', '--ignore-scripts', '--non-interactive'],
}

/** Everything that it would keep between runs stays below `home`. */
function install(
  packageManager: PackageManager,
  folder: string,
  home: string,
): Promise<ProcessResult> {
  const env = {
    CI: 'true',
    npm_config_cache: join(home, '.cache', 'npm'),
    npm_config_store_dir: join(home, '.cache', 'pnpm'),
    XDG_DATA_HOME: join(home, '.cache'),
    XDG_CACHE_HOME: join(home, '.cache'),
    YARN_CACHE_FOLDER: join(home, '.cache', 'yarn'),
  }
  const args = COMMANDS[packageManager]
  if (packageManager === 'npm') return runProcess('npm', args, folder, env)
  const script = packageManager === 'pnpm' ? 'pnpm.cjs' : 'yarn.js'
  const file = join(checkout, 'node_modules', packageManager, 'bin', script)
  return runProcess(process.execPath, [file, ...args], folder, env)
}

async function writeJson(file: string, value: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`)
}
