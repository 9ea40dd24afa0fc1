import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type Contract, contractHash } from 'mycelia/contract'
import {
  CLIENTS_FOLDER,
  type ClientNaming,
  type ClientSource,
  callerContract,
  chooseServices,
  chooseSource,
  clientFiles,
  findPythonSource,
  offeredContracts,
  presentFiles,
  readClientSources,
  readContract,
  refuseTaken,
  type ServiceChoice,
  SOURCES_FILE,
  type Suggest,
  writeClientSources,
} from './clients/index.js'
import { clientEmitter } from './emit-clients.js'
import { ExpectedError } from './expected-error.js'
import { refuseOutside } from './project-folder.js'
import { GENERATED_FOLDER } from './service-files.js'
import { tellStaleSource } from './stale-source.js'
import { applyChanges, below, compareFiles, type FileChanges, isGenerated } from './write-files.js'

export interface AddClientsOptions extends ServiceChoice {
  readonly projectFolder: string
  /**
   * The path of a project, an installed package, a `*.contract.json`, a Python file, with `:` and a
   * class if it has several, or a folder of such.
   */
  readonly source: string
  /** How names of Python become names in the client. @default 'as-written' */
  readonly naming?: ClientNaming
  /** Plan only: write nothing. @default false */
  readonly dryRun?: boolean
  readonly suggest: Suggest
}

export interface AddClientsResult {
  readonly clients: readonly AddedClient[]
  /** Paths from the project's folder. */
  readonly changes: FileChanges
  readonly warnings: readonly string[]
}

export interface AddedClient {
  /** The client in code: `GreetingClient`. */
  readonly client: string
  readonly service: string
  readonly source: string
  /** The file that holds it, from the project's folder. */
  readonly file: string
}

/**
 * Writes clients of another project's services into this one, and remembers them.
 * @throws {ExpectedError} when there is nothing to add, or a name is taken; nothing is written then.
 */
export async function addClients(options: AddClientsOptions): Promise<AddClientsResult> {
  const projectFolder = resolve(options.projectFolder)
  refuseOutside(projectFolder)
  const emit = await import('./emit/index.js')
  const emitter = clientEmitter(emit)
  const folder = join(projectFolder, GENERATED_FOLDER)
  const chosen = await findOffer(projectFolder, options)
  const { offered, language, naming } = chosen
  const { stem } = emitter
  const services = chooseServices(offered, chosen.source, options, stem, options.suggest)

  let sources = readClientSources(folder)
  const wanted = new Map<string, string>()
  const obsolete: string[] = []
  const clients = services.map(({ name, contract: given }): AddedClient => {
    const contract = callerContract(given)
    const { service } = contract
    const entry: ClientSource = {
      name,
      service,
      source: chosen.source,
      contract: contractHash(contract),
      ...(language && { language }),
      ...(naming && { naming }),
    }
    refuseTaken(entry, sources)
    sources = [...sources.filter((other) => other.name !== name), entry]
    const files = clientFiles(contract, entry, emitter)
    for (const [path, text] of files) wanted.set(path, text)
    obsolete.push(...presentFiles(folder, name).filter((path) => !files.has(path)))
    const { client } = emit.serviceNames(contract, name === stem(service) ? service : name)
    const file = `${GENERATED_FOLDER}/${CLIENTS_FOLDER}/${name}.client.ts`
    return { client, service, source: chosen.source, file }
  })
  refuseForeign(folder, [...wanted.keys()])
  wanted.set(SOURCES_FILE, writeClientSources(sources))

  const changes = { ...compareFiles(folder, wanted), remove: obsolete }
  if (!options.dryRun) applyChanges(folder, changes, wanted)
  return {
    clients,
    changes: below(GENERATED_FOLDER, changes),
    warnings: await chosen.warnings(),
  }
}

interface Offer {
  /** As it is remembered. */
  readonly source: string
  readonly offered: readonly Contract[]
  readonly language?: 'python'
  readonly naming?: ClientNaming
  warnings(): Promise<readonly string[]>
}

async function findOffer(
  projectFolder: string,
  { source: given, services, naming, suggest }: AddClientsOptions,
): Promise<Offer> {
  const python = findPythonSource(projectFolder, given)
  if (python === undefined) {
    if (naming !== undefined) refuseNaming(given)
    const chosen = chooseSource(projectFolder, given, suggest)
    return {
      source: chosen.source,
      offered: chosen.contracts.map(readContract),
      warnings: async () =>
        [await tellStaleSource(chosen)].filter((warning) => warning !== undefined),
    }
  }
  const { readPython } = await import('./python/index.js')
  const { contracts, notes } = readPython(python.path, {
    from: projectFolder,
    ...(naming && { naming }),
  })
  return {
    source: python.source,
    offered: offeredContracts(contracts, python, services),
    language: 'python',
    ...(naming && { naming }),
    warnings: async () =>
      notes.map(({ file, line, column, message }) => `${file}:${line}:${column} - ${message}`),
  }
}

function refuseNaming(source: string): never {
  throw new ExpectedError(
    `--naming is for services of Python: names of ${source} are those of its class; leave it out`,
    { misused: true },
  )
}

/** Files of the user's own are never overwritten, whatever they are called. */
function refuseForeign(folder: string, paths: readonly string[]): void {
  const clients = join(folder, CLIENTS_FOLDER)
  const foreign = paths.find(
    (path) => existsSync(join(folder, path)) && !isGenerated(clients, basename(path)),
  )
  if (foreign === undefined) return
  throw new ExpectedError(
    `${GENERATED_FOLDER}/${foreign} was not generated by mycelia: move it away, or choose another name with --as`,
  )
}
