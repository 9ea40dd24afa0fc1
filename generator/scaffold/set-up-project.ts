import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
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
  readonly generated: boolean
  readonly warnings: readonly SetUpWarning[]
}

/** The flags that install without asking the registry for what is at hand, where there are such. */
const INSTALL: Readonly<Record<PackageManager, string>> = {
  npm: 'npm install --prefer-offline --no-audit --no-fund',
  pnpm: 'pnpm install --prefer-offline',
  yarn: 'yarn install',
}

/**
 * Makes a written project ready to run: a git repository, the packages, the generated files. None of
 * it is the project itself, so a failure is a warning. Done a second time, it changes nothing.
 */
export async function setUpProject(folder: string, options: SetUpOptions): Promise<SetUpResult> {
  const { packageManager, generate, onProgress = () => {}, signal } = options
  const { install, run } = commandsOf(packageManager)
  const warnings: SetUpWarning[] = []
  if (options.git && !(await initialiseGit(folder, signal))) {
    warnings.push({ message: 'git could not make a repository', command: 'git init' })
  }

  let installed = false
  if (options.install) {
    onProgress(`installing with ${packageManager}\n`)
    const command = INSTALL[packageManager]
    installed = (await runCommand(command, { folder, signal, onOutput: onProgress })).ok
    if (!installed) warnings.push({ message: 'the packages are not installed', command: install })
  }
  signal?.throwIfAborted()

  let generated = false
  if (findsRuntime(folder)) {
    onProgress('generating\n')
    try {
      await generate(folder)
      generated = true
    } catch (error) {
      warnings.push({
        message: `the generated files are not written: ${(error as Error).message}`,
        command: `${run} generate`,
      })
    }
  }
  return { installed, generated, warnings }
}

/** Without the runtime's types nothing can be read, so nothing can be generated. */
function findsRuntime(folder: string): boolean {
  try {
    createRequire(join(folder, 'package.json')).resolve('mycelia/package.json')
    return true
  } catch {
    return false
  }
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
