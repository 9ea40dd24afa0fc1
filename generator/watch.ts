import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { watch } from 'chokidar'
import { ExpectedError } from './expected-error.js'
import { followFiles } from './follow-files.js'
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
 * Generates once, and again whenever a source file of the project changes, or the contract of a
 * service that it has a client of.
 * @param onResult Called after each run, the first included; the next one waits for it.
 * @param onFailure Called when files could not be written; watching goes on. @default it ends
 * @returns after the first run; call what it returns to stop.
 */
export async function watchProject(
  options: WatchOptions,
  onResult: (result: GenerateResult) => void | Promise<void>,
  onFailure?: (error: ExpectedError) => void,
): Promise<() => Promise<void>> {
  const projectFolder = resolve(options.projectFolder)
  const files = (options.files ?? []).map((file) => resolve(projectFolder, file))
  const generator = new Generator(openReader({ projectFolder, files }), projectFolder, files)
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let running = Promise.resolve()

  const onChange = (path: string) => {
    if (closed) return
    changed.add(resolve(projectFolder, path))
    clearTimeout(timer)
    timer = setTimeout(runChanged, SETTLE)
  }
  const contracts = followFiles(onChange)
  const run = async (batch: readonly string[]) => {
    try {
      const result = await generator.run(false, batch)
      await contracts.follow(result.sources)
      await onResult(result)
    } catch (error) {
      if (onFailure === undefined || !(error instanceof ExpectedError)) throw error
      onFailure(error)
    }
  }
  const runChanged = () => {
    const batch = new Map([...changed].map((path) => [path, modifiedAt(path)]))
    changed.clear()
    running = running.then(() => run([...batch.keys()]))
    setTimeout(() => {
      for (const [path, modified] of batch) if (modifiedAt(path) !== modified) onChange(path)
    }, QUIET)
  }
  const watcher = watch(['src', 'tsconfig.json', ...files], {
    cwd: projectFolder,
    ignoreInitial: true,
    ignored: (path) => /[\\/](?:node_modules|generated|\.git)(?:[\\/]|$)/.test(path),
  })
  watcher.on('all', (_, path) => onChange(path))
  await new Promise<void>((done) => watcher.once('ready', done))
  await run([])
  return async () => {
    closed = true
    clearTimeout(timer)
    await Promise.all([watcher.close(), contracts.close()])
    await running
  }
}

function modifiedAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs
}
