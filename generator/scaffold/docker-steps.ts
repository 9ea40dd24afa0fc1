import type { PackageManager } from './package-manager.js'

/** What of a Dockerfile depends on the package manager and on where packages come from. */
export interface DockerSteps {
  /** The files that say what is to be installed. */
  readonly manifests: string
  /** Whether packages come along in `vendor/`. */
  readonly vendor: boolean
  /** Installs without running scripts: the sources, which `prepare` builds, come later. */
  readonly install: string
}

interface Step {
  readonly lock: string
  readonly frozen: string
  readonly free: string
}

const STEPS: Readonly<Record<PackageManager, Step>> = {
  npm: {
    lock: 'package-lock.json',
    frozen: 'npm ci --ignore-scripts',
    free: 'npm install --ignore-scripts',
  },
  pnpm: {
    lock: 'pnpm-lock.yaml',
    frozen: 'npm install --global pnpm@10 && pnpm install --frozen-lockfile --ignore-scripts',
    free: 'npm install --global pnpm@10 && pnpm install --ignore-scripts',
  },
  yarn: {
    lock: 'yarn.lock',
    frozen: 'yarn install --frozen-lockfile --ignore-scripts',
    free: 'yarn install --ignore-scripts',
  },
}

/** @param isMember The lock file of a workspace's member lies at the root, out of the image's reach. */
export function dockerSteps(
  packageManager: PackageManager,
  { isMember, hasArchives }: { readonly isMember: boolean; readonly hasArchives: boolean },
): DockerSteps {
  const { lock, frozen, free } = STEPS[packageManager]
  return {
    manifests: isMember ? 'package.json' : `package.json ${lock}`,
    vendor: hasArchives,
    install: isMember ? free : frozen,
  }
}
