import type { LoadedConfig } from 'mycelia/config'

/** Tells on stderr what is odd about a configuration without being wrong. */
export function printWarnings({ warnings }: Pick<LoadedConfig, 'warnings'>): void {
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`)
}
