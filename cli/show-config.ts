import { formatYaml, loadConfig, maskSecrets } from 'mycelia/config'
import { printWarnings } from './print-warnings.js'

/** Prints the configuration as services see it, its secrets masked. */
export async function showConfig(file: string | undefined): Promise<void> {
  const config = await loadConfig({ file })
  printWarnings(config)
  process.stdout.write(await formatYaml(maskSecrets(config.raw)))
}
