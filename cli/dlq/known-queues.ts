import type { LoadedConfig } from 'mycelia/config'
import { deadQueueOf, deadQueuesOf, isDeadQueue, ManagementApi } from 'mycelia/operations'
import { CommandFailed } from '../command-failed.js'
import type { ProjectNeeds } from '../project-needs.js'

/**
 * The dead-letter queues that are looked at: those that are named; else those of the project's
 * services, and all that the broker has, where it can be asked.
 */
export async function knownDeadQueues(
  { config, needs }: ProjectNeeds,
  named: readonly string[],
  management: string | undefined,
): Promise<readonly string[]> {
  if (named.length > 0) return named.map(deadQueueOf)
  const there = await queuesAt(config, management)
  if (there === undefined && needs.length === 0) {
    throw new CommandFailed(
      'which queues? There are no services in src/**/*.service.ts, and no management API answers: name the queues, or --management',
      2,
    )
  }
  return [...new Set([...deadQueuesOf(needs), ...(there ?? []).filter(isDeadQueue)])].sort()
}

/** Asked for by name, the API has to answer; else it may not be there. */
async function queuesAt(
  config: LoadedConfig,
  management: string | undefined,
): Promise<readonly string[] | undefined> {
  const api = await ManagementApi.of(config, management)
  try {
    const queues = await api.get<readonly { readonly name: string }[]>('queues', api.vhost)
    return queues?.map(({ name }) => name)
  } catch (error) {
    if (management !== undefined) throw error
    return undefined
  }
}
