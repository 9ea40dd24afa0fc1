import { loadConfig } from 'mycelia/config'
import { tellHealth } from 'mycelia/program'
import { CommandFailed } from './command-failed.js'

/** Asks the process that serves here whether it is ready. */
export async function health(file: string | undefined): Promise<void> {
  const code = await tellHealth(await loadConfig({ file }))
  if (code !== 0) throw new CommandFailed('', code)
}
