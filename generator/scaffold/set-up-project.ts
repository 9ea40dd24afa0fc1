import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { commandsOf, type PackageManager } from './package-manager.js'
import { runCommand } from './run-command.js'

export interface SetUpOptions {
  readonly packageManager: PackageManager
  /** Whether packages are installed. */
  readonly install: boolean
  /** Whether a git repository is made, unless the project lies in one. */
  readonly git: boolean
  /** Writes the generated files of the project; what it throws becomes a warning. */
  readonly generate: (folder: string) => Promise<void>
  /** Told of every long step as it begins, and of what its command says. */
  readonly onProgress?: (text: string) => void
  /** Ends the step under way and throws the signal's reason. */
  readonly signal?: AbortSignal
}

/** A step that failed. The project is whole without it: the step can be repeated. */
export interface SetUpWarning {
  readonly message: string
  /** What repeats the step, within the project's folder. */
  readonly command: string
}

export interface SetUpResult {
  readonly installed: boolean
  readonly warnings: readonly SetUpWarning[]
}

/** The flags that install without asking the registry for what is at hand, where there are such. */
const INSTALL: Readonly<Record<PackageManager, string>> = {
  npm: 'npm install --prefer-offline --no-audit --no-fund',
  pnpm: 'pnpm install --prefer-offline',
  yarn: 'yarn install',
}

/**
 * Makes a written project ready to run: its generated files, a git repository, the packages. None of
 * it is the project itself, so a failure is a warning. Done a second time, it changes nothing.
 */
export async function setUpProject(folder: string, options: SetUpOptions): Promise<SetUpResult> {
  const { packageManager, generate, signal } = options
  const { install, run } = commandsOf(packageManager)
  const warnings: SetUpWarning[] = []
  try {
    await generate(folder)
  } catch (error) {
    warnings.push({
      message: `the generated files are not written: ${(error as Error).message}`,
      command: `${run} generate`,
    })
  }
  signal?.throwIfAborted()
  if (options.git && !(await initialiseGit(folder, signal))) {
    warnings.push({ message: 'git could not make a repository', command: 'git init' })
  }
  const installed = options.install && (await installPackages(folder, options))
  if (options.install && !installed) {
    warnings.push({ message: 'the packages are not installed', command: install })
  }
  signal?.throwIfAborted()
  return { installed, warnings }
}

/** Interrupted, it leaves no half of the packages behind, unless there were some before. */
async function installPackages(folder: string, options: SetUpOptions): Promise<boolean> {
  const { packageManager, onProgress = () => {}, signal } = options
  const packages = join(folder, 'node_modules')
  const isNew = !existsSync(packages)
  onProgress(`installing with ${packageManager}\n`)
  const { ok } = await runCommand(INSTALL[packageManager], { folder, signal, onOutput: onProgress })
  if (signal?.aborted && isNew) await rm(packages, { recursive: true, force: true, maxRetries: 3 })
  return ok
}

/** Leaves alone what is part of a repository already. Without git there is nothing to be done. */
async function initialiseGit(folder: string, signal?: AbortSignal): Promise<boolean> {
  if (existsSync(join(folder, '.git'))) return true
  const inside = await runCommand('git rev-parse --is-inside-work-tree', { folder, signal })
  signal?.throwIfAborted()
  if (inside.ok) return true
  const version = await runCommand('git --version', { folder, signal })
  if (!version.ok) return true
  return (await runCommand('git init --quiet', { folder, signal })).ok
}
