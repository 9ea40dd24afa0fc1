import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type PackageManager = 'npm' | 'pnpm' | 'yarn'

export const packageManagers: readonly PackageManager[] = ['npm', 'pnpm', 'yarn']

const LOCK_FILES: readonly (readonly [string, PackageManager])[] = [
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['pnpm-workspace.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
]

/** How a project is worked with, as a person types it. */
export interface PackageManagerCommands {
  /** Runs a script of package.json: `npm run`. */
  readonly run: string
  /** Runs an installed command, and never fetches one: `npx --no`. */
  readonly exec: string
  /** Installs what package.json asks for: `npm install`. */
  readonly install: string
}

const COMMANDS: Readonly<Record<PackageManager, PackageManagerCommands>> = {
  npm: { run: 'npm run', exec: 'npx --no', install: 'npm install' },
  pnpm: { run: 'pnpm run', exec: 'pnpm exec', install: 'pnpm install' },
  yarn: { run: 'yarn run', exec: 'yarn run', install: 'yarn install' },
}

export function commandsOf(packageManager: PackageManager): PackageManagerCommands {
  return COMMANDS[packageManager]
}

/**
 * The package manager that fits a folder: what a package.json above it declares, then whose lock file
 * lies nearest above it, then what this process was started by.
 *
 * @param folder Absolute; it need not exist.
 * @param userAgent As npm_config_user_agent has it: `pnpm/9.1.0 npm/? node/v20.19.0 linux x64`.
 */
export function detectPackageManager(folder: string, userAgent = ''): PackageManager {
  const folders = upwards(folder)
  for (const place of folders) {
    const declared = known(declaredIn(join(place, 'package.json')))
    if (declared !== undefined) return declared
  }
  for (const place of folders) {
    const found = LOCK_FILES.find(([file]) => existsSync(join(place, file)))
    if (found !== undefined) return found[1]
  }
  return known(userAgent.split('/')[0]) ?? 'npm'
}

function upwards(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...upwards(parent)]
}

/** `pnpm` of `"packageManager": "pnpm@9.1.0"`; a file that cannot be read declares nothing. */
function declaredIn(file: string): string | undefined {
  try {
    const { packageManager } = JSON.parse(readFileSync(file, 'utf8'))
    return typeof packageManager === 'string' ? packageManager.split('@')[0] : undefined
  } catch {
    return undefined
  }
}

function known(name: string | undefined): PackageManager | undefined {
  return packageManagers.find((manager) => manager === name)
}
