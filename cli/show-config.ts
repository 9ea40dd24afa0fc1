import { loadConfig, maskSecrets } from 'mycelia/config'
import { printWarnings } from './print-warnings.js'

/** Prints the configuration as services see it, its secrets masked. */
export async function showConfig(file: string | undefined): Promise<void> {
  const config = await loadConfig({ file })
  printWarnings(config)
  const { stringify } = await import('yaml')
  process.stdout.write(stringify(maskSecrets(config.raw)))
}
