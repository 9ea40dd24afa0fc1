import { stderrLogger } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { type DeadLetters, openDeadLetters } from 'mycelia/operations'
import { findServiceFiles } from '../../generator/service-files.js'
import { CommandFailed } from '../command-failed.js'
import { printWarnings } from '../print-warnings.js'
import { type BrokerChoice, type ProjectNeeds, projectNeeds } from '../project-needs.js'

export interface DlqFlags extends BrokerChoice {
  readonly json?: true
}

/** What a deed with dead letters starts from: the services of the project, if it is one. */
export async function needsHere(projectFolder: string, flags: BrokerChoice): Promise<ProjectNeeds> {
  if (findServiceFiles(projectFolder).length > 0) return projectNeeds(projectFolder, [], flags)
  const config = await loadConfig({ file: flags.config, broker: flags.broker })
  printWarnings(config)
  return { config, needs: [] }
}

/** Does something with the dead letters of the broker. */
export async function withDeadLetters<T>(
  { config }: Pick<ProjectNeeds, 'config'>,
  deed: (letters: DeadLetters) => Promise<T>,
): Promise<T> {
  await using letters = await openDeadLetters(config, stderrLogger('warn'))
  return await deed(letters)
}

export function noSuchQueue(queue: string): CommandFailed {
  return new CommandFailed(
    `there is no queue "${queue}": it is made when the first message fails; \`mycelia dlq list\` tells those that are there`,
  )
}
