import { type LoadedConfig, loadConfig } from 'mycelia/config'
import { needsOf, type ServiceNeeds } from 'mycelia/operations'
import { generateQuietly } from './generate-project.js'
import { loadDefinitions } from './load-definitions.js'
import { printWarnings } from './print-warnings.js'
import { refuseMissing } from './run-services.js'

export interface BrokerChoice {
  readonly config?: string
  readonly broker?: string
}

/** A project's services as they are seen from the broker. */
export interface ProjectNeeds {
  readonly config: LoadedConfig
  readonly needs: readonly ServiceNeeds[]
}

/** Generates what is stale and loads the services, as `mycelia run` does, but starts nothing. */
export async function projectNeeds(
  projectFolder: string,
  files: readonly string[],
  flags: BrokerChoice,
): Promise<ProjectNeeds> {
  refuseMissing(projectFolder, files)
  const config = await loadConfig({ file: flags.config, broker: flags.broker })
  printWarnings(config)
  await generateQuietly(projectFolder, files)
  const definitions = await loadDefinitions(projectFolder)
  return { config, needs: definitions.map((definition) => needsOf(definition, config)) }
}
