import type { EventReference } from './edit/index.js'
import type { KnownClient } from './find-client.js'

/**
 * How a project's generated code speaks of an event.
 * @param moduleOf How the file that handles it imports a file of the project.
 * @returns undefined where no client of the service has it: then it is named by texts.
 */
export function findEvent(
  from: string,
  type: string,
  clients: readonly KnownClient[],
  moduleOf: (file: string) => string,
): EventReference | undefined {
  for (const { service, events, contract, file } of clients) {
    if (service !== from) continue
    const event = contract?.events.find((each) => each.type === type)
    if (event === undefined) continue
    const { payload } = event
    const named = payload.kind === 'ref' ? { payload: payload.name } : {}
    return { events, module: moduleOf(file), ...named }
  }
  return undefined
}
