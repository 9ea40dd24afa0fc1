import type { LoadedConfig } from 'mycelia/config'
import { paint } from './colours.js'

/** Tells on stderr what is odd about a configuration without being wrong. */
export function printWarnings({ warnings }: Pick<LoadedConfig, 'warnings'>): void {
  const { stderr } = process
  const head = paint(stderr, 'yellow', 'warning:')
  for (const warning of warnings) stderr.write(`${head} ${warning}\n`)
}
