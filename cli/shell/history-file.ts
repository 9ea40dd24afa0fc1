import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'

/**
 * Where lines that were typed are kept: under `XDG_STATE_HOME`, or what stands for it.
 * @returns undefined when no file can be kept there.
 */
export function historyFile(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { XDG_STATE_HOME: state } = env
  // The specification of these variables has relative paths ignored.
  const folder = state && isAbsolute(state) ? state : join(homedir(), '.local/state')
  const file = join(folder, 'mycelia/shell-history')
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    return file
  } catch {
    return undefined
  }
}
