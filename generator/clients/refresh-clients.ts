import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Contract, contractHash, contractToJson } from 'mycelia/contract'
import { ExpectedError } from '../expected-error.js'
import { readText } from '../write-files.js'
import { callerContract } from './caller-contract.js'
import { clientFiles, keptContract, presentFiles } from './client-files.js'
import {
  type ClientSource,
  readClientSources,
  SOURCES_FILE,
  writeClientSources,
} from './client-sources.js'
import type { ClientEmitter } from './emitter.js'
import { contractPlaces, locateSource } from './locate-source.js'
import type { PythonReader } from './python-source.js'
import { readContract } from './read-contract.js'
import { readKept } from './read-kept.js'

/** Something to tell about a client. */
export interface ClientNote {
  /** Whether the client is not what its source now offers. */
  readonly stale: boolean
  /** Whether it is settled once the generated files are written. */
  readonly settled: boolean
  readonly message: string
}

/** The clients of other services as they should be now. */
export interface RefreshedClients {
  /** How many there are. */
  readonly count: number
  /** Texts by path from the folder of generated files. */
  readonly files: ReadonlyMap<string, string>
  /** Files that they no longer have, by the same paths. */
  readonly obsolete: readonly string[]
  readonly notes: readonly ClientNote[]
  /** Absolute paths of what this was read from. */
  readonly inputs: readonly string[]
  /** Absolute paths at which something was looked for in vain. */
  readonly missing: readonly string[]
}

/**
 * Reads the contract of every added client anew where its source is at hand; otherwise the one that
 * is kept beside the client holds. Writes nothing.
 * @param readPython What reads Python: needed where a source is written in it.
 * @throws {ExpectedError} when what remembers the clients is broken.
 */
export function refreshClients(
  projectFolder: string,
  generatedFolder: string,
  emitter: ClientEmitter,
  readPython?: PythonReader,
): RefreshedClients {
  const sourcesFile = join(generatedFolder, SOURCES_FILE)
  const sources = readClientSources(generatedFolder)
  const refreshed = sources.map((source) =>
    refresh(source, projectFolder, generatedFolder, emitter, readPython),
  )
  const files = new Map(refreshed.flatMap(({ files }) => [...files]))
  const entries = refreshed.map(({ entry }) => entry)
  if (entries.some((entry, index) => entry.contract !== sources[index]?.contract)) {
    files.set(SOURCES_FILE, writeClientSources(entries))
  }
  const isThere = existsSync(sourcesFile)
  return {
    count: sources.length,
    files,
    obsolete: refreshed.flatMap(({ obsolete }) => obsolete),
    notes: refreshed.flatMap(({ note }) => note ?? []),
    inputs: [...(isThere ? [sourcesFile] : []), ...refreshed.flatMap(({ inputs }) => inputs)],
    missing: [...(isThere ? [] : [sourcesFile]), ...refreshed.flatMap(({ missing }) => missing)],
  }
}

interface Refreshed extends Omit<RefreshedClients, 'notes' | 'count'> {
  readonly entry: ClientSource
  readonly note: ClientNote | undefined
}

function refresh(
  source: ClientSource,
  projectFolder: string,
  generatedFolder: string,
  emitter: ClientEmitter,
  readPython: PythonReader | undefined,
): Refreshed {
  const kept = keptContract(generatedFolder, source.name)
  const offer =
    source.language === 'python' && readPython !== undefined
      ? readPythonOffer(source, projectFolder, readPython)
      : readOffer(source, projectFolder, emitter)
  const fresh = offer.contract && callerContract(offer.contract)
  const held = fresh ?? readKept(generatedFolder, source.name)
  const files: ReadonlyMap<string, string> =
    held === undefined ? new Map() : clientFiles(held, source, emitter)
  return {
    entry: fresh === undefined ? source : { ...source, contract: contractHash(fresh) },
    note: offer.note ?? noteOn(source, fresh, held, kept),
    files,
    obsolete:
      held === undefined
        ? []
        : presentFiles(generatedFolder, source.name).filter((path) => !files.has(path)),
    inputs: offer.inputs,
    missing: offer.missing,
  }
}

interface Offer {
  /** The contract that the source has now; undefined when it is not at hand. */
  readonly contract?: Contract
  readonly note?: ClientNote
  readonly inputs: readonly string[]
  readonly missing: readonly string[]
}

function readOffer(
  { name, service, source }: ClientSource,
  projectFolder: string,
  emitter: ClientEmitter,
): Offer {
  const location = locateSource(projectFolder, source)
  if (location.is === 'absent') return { inputs: [], missing: location.lookedAt }
  const inputs = location.is === 'file' ? [location.path] : location.contracts
  const missing =
    location.is === 'file' ? [] : unread(contractPlaces(location.path, emitter.stem(service)))
  const { contract, failure } = findContract(inputs, service)
  // A folder without any contract is a project that has not been generated.
  if (contract !== undefined || inputs.length === 0) {
    return { ...(contract && { contract }), inputs, missing }
  }
  const note = failure === undefined ? goneNote(name, service, source) : keptNote(service, failure)
  return { note, inputs, missing }
}

function readPythonOffer(
  { name, service, source, naming }: ClientSource,
  projectFolder: string,
  readPython: PythonReader,
): Offer {
  const location = locateSource(projectFolder, source)
  if (location.is === 'absent') return { inputs: [], missing: location.lookedAt }
  try {
    const options = { from: projectFolder, ...(naming && { naming }) }
    const { contracts, inputs, missing } = readPython(location.path, options)
    const contract = contracts.find((each) => each.service === service)
    return {
      ...(contract ? { contract } : { note: goneNote(name, service, source) }),
      inputs,
      missing,
    }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    return { note: keptNote(service, error), inputs: [location.path], missing: [] }
  }
}

function goneNote(name: string, service: string, source: string): ClientNote {
  const message = `${source} offers no ${service} any more: \`mycelia add --remove ${name}\` takes its client away`
  return { stale: true, settled: false, message }
}

function keptNote(service: string, failure: ExpectedError): ClientNote {
  const message = `the client of ${service} stays as it is: ${failure.message}`
  return { stale: false, settled: false, message }
}

/** The contract of a service; what is wrong with others does not matter when it is among them. */
function findContract(
  paths: readonly string[],
  service: string,
): { readonly contract?: Contract; readonly failure?: ExpectedError } {
  let failure: ExpectedError | undefined
  for (const path of paths) {
    try {
      const contract = readContract(path)
      if (contract.service === service) return { contract }
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      failure ??= error
    }
  }
  return failure === undefined ? {} : { failure }
}

function unread(places: readonly string[]): readonly string[] {
  return places.filter((place) => !existsSync(place))
}

function noteOn(
  { name, service, source, contract }: ClientSource,
  fresh: Contract | undefined,
  held: Contract | undefined,
  kept: string,
): ClientNote | undefined {
  if (held === undefined) {
    const message = `the client of ${service} cannot be made anew: ${source} is not at hand, and its contract is not kept in clients/${name}.contract.json`
    return { stale: false, settled: false, message }
  }
  if (fresh === undefined) {
    if (contractHash(held) === contract) return undefined
    const message = `clients/${name}.contract.json is not the contract that clients/sources.json remembers: repeat \`mycelia add ${source}\` where ${source} is at hand`
    return { stale: true, settled: false, message }
  }
  const keptText = readText(kept)
  if (keptText === undefined || keptText === contractToJson(fresh)) return undefined
  const change = contractHash(fresh) === contract ? 'what is said of it' : 'how it is called'
  return {
    stale: true,
    settled: true,
    message: `the client of ${service} is stale: ${source} has changed ${change}`,
  }
}
