import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { watch } from 'chokidar'
import { type GenerateResult, Generator } from './generate.js'
import { openReader } from './read/index.js'

export interface WatchOptions {
  readonly projectFolder: string
  /** Services beside `src/**\/*.service.ts`. */
  readonly files?: readonly string[]
}

/** How long to collect changes before reading, in milliseconds: editors save in several steps. */
const SETTLE = 20

/** For how long after a change of a file chokidar keeps quiet about further ones, and some more. */
const QUIET = 50 + SETTLE

/**
 * Generates once, and again whenever a source file of the project changes.
 * @param onResult Called after each run, the first included; the next one waits for it.
 * @returns after the first run; call what it returns to stop.
 */
export async function watchProject(
  options: WatchOptions,
  onResult: (result: GenerateResult) => void | Promise<void>,
): Promise<() => Promise<void>> {
  const projectFolder = resolve(options.projectFolder)
  const files = (options.files ?? []).map((file) => resolve(projectFolder, file))
  const generator = new Generator(openReader({ projectFolder, files }), projectFolder, files)
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let running = Promise.resolve()

  const runChanged = () => {
    const batch = new Map([...changed].map((path) => [path, modifiedAt(path)]))
    changed.clear()
    running = running.then(async () => onResult(await generator.run(false, [...batch.keys()])))
    setTimeout(() => {
      for (const [path, modified] of batch) if (modifiedAt(path) !== modified) note(path)
    }, QUIET)
  }
  const note = (path: string) => {
    if (closed) return
    changed.add(path)
    clearTimeout(timer)
    timer = setTimeout(runChanged, SETTLE)
  }
  const watcher = watch(['src', 'tsconfig.json', ...files], {
    cwd: projectFolder,
    ignoreInitial: true,
    ignored: (path) => /[\\/](?:node_modules|generated|\.git)(?:[\\/]|$)/.test(path),
  })
  watcher.on('all', (_, path) => note(resolve(projectFolder, path)))
  await new Promise<void>((done) => watcher.once('ready', done))
  await onResult(await generator.run(false))
  return async () => {
    closed = true
    clearTimeout(timer)
    await watcher.close()
    await running
  }
}

function modifiedAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs
}
