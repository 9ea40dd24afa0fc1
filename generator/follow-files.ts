import { realpathSync } from 'node:fs'
import { type FSWatcher, watch } from 'chokidar'

/** Watches files that need not be there yet, and that can become others. */
export interface FollowedFiles {
  /** Watches these from now on, whatever it was before. */
  follow(paths: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** @param onChange Called with the path of what has changed, come or gone. */
export function followFiles(onChange: (path: string) => void): FollowedFiles {
  let watcher: FSWatcher | undefined
  let followed = ''
  return {
    async follow(paths) {
      const wanted = [...new Set(paths.map(realPath))].filter((path) => !isInstalled(path)).sort()
      const key = wanted.join('\n')
      if (key === followed) return
      followed = key
      const before = watcher
      // Of nothing to watch nothing would ever become ready.
      if (wanted.length === 0) return before?.close()
      watcher = watch(wanted, { ignoreInitial: true, depth: 0 })
      watcher.on('all', (_, path) => onChange(path))
      await new Promise<void>((done) => watcher?.once('ready', done))
      await before?.close()
    },
    async close() {
      await watcher?.close()
    },
  }
}

/** Packages of a workspace are linked to where they are worked on. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** What is installed does not change while one works. */
function isInstalled(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path)
}
