import { join } from 'node:path'
import type { Contract } from 'mycelia/contract'
import { CLIENTS_FOLDER, readClientSources, readKept, type Suggest } from './clients/index.js'
import type { ServiceNames } from './emit/index.js'
import { ExpectedError } from './expected-error.js'
import { GENERATED_FOLDER } from './service-files.js'

/** A client that services of a project can inject. */
export interface KnownClient {
  /** In code: `GreetingClient`. */
  readonly client: string
  /** What its file calls the references to the service's events: `GreetingEvents`. */
  readonly events: string
  readonly service: string
  /** Undefined where it is not kept. */
  readonly contract: Contract | undefined
  /** Its file, from the project's folder. */
  readonly file: string
  /** What it is generated from, for messages. */
  readonly origin: string
}

type NamesOf = (contract: Pick<Contract, 'service' | 'methods'>, as?: string) => ServiceNames

/** The clients of a project's own services, and those that were added. */
export function knownClients(
  projectFolder: string,
  contracts: readonly Contract[],
  namesOf: NamesOf,
): readonly KnownClient[] {
  const own = contracts.map((contract): KnownClient => {
    const { client, events, stem } = namesOf(contract)
    const file = `${GENERATED_FOLDER}/${stem}.client.ts`
    const { service, source } = contract
    return { client, events, service, contract, file, origin: source.file }
  })
  const folder = join(projectFolder, GENERATED_FOLDER)
  const sources = readClientSources(folder)
  const added = sources.map(({ name, service, source }): KnownClient => {
    const isDefault = namesOf({ service, methods: [] }).stem === name
    const { client, events } = namesOf({ service, methods: [] }, isDefault ? service : name)
    const file = `${GENERATED_FOLDER}/${CLIENTS_FOLDER}/${name}.client.ts`
    return { client, events, service, contract: readKept(folder, name), file, origin: source }
  })
  return [...own, ...added]
}

/** @throws {ExpectedError} when there is no client of this name, or more than one. */
export function findClient(
  name: string,
  known: readonly KnownClient[],
  suggest: Suggest,
): KnownClient {
  const [found, other] = known.filter(({ client }) => client === name)
  if (found !== undefined && other !== undefined) {
    throw new ExpectedError(
      `${name} is the client of ${found.origin} (${found.file}) and that of ${other.origin} (${other.file}): ` +
        `add the second one under another name: \`mycelia add ${other.origin} --as other-name\``,
    )
  }
  if (found !== undefined) return found
  const names = known.map(({ client }) => client)
  const near = suggest(name, names)
  const hint =
    near !== undefined
      ? `did you mean ${near}?`
      : `add the service that it calls first, as in \`mycelia add ../greeting\`` +
        (names.length === 0 ? '' : `; there are ${names.join(', ')}`)
  throw new ExpectedError(`there is no client ${name}: ${hint}`, { misused: true })
}
