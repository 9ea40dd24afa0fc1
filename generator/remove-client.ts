import { existsSync, readdirSync, rmdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import {
  presentFiles,
  readClientSources,
  SOURCES_FILE,
  type Suggest,
  writeClientSources,
} from './clients/index.js'
import { ExpectedError } from './expected-error.js'
import { GENERATED_FOLDER } from './service-files.js'
import { applyChanges, below, compareFiles, type FileChanges } from './write-files.js'

export interface RemoveClientOptions {
  readonly projectFolder: string
  /** The client's name, or that of its service: `greeting`, `greeting_service`. */
  readonly client: string
  /** Plan only: write nothing. @default false */
  readonly dryRun?: boolean
  readonly suggest: Suggest
}

/**
 * Takes a client away that was added, and forgets its source.
 * @returns the changes, with paths from the project's folder.
 * @throws {ExpectedError} when there is no such client.
 */
export function removeClient(options: RemoveClientOptions): FileChanges {
  const folder = join(resolve(options.projectFolder), GENERATED_FOLDER)
  const sources = readClientSources(folder)
  const name = findName(options, sources)
  const others = sources.filter((source) => source.name !== name)
  const wanted = new Map(others.length > 0 ? [[SOURCES_FILE, writeClientSources(others)]] : [])
  const obsolete = [...presentFiles(folder, name), ...(others.length > 0 ? [] : [SOURCES_FILE])]
  const changes = {
    ...compareFiles(folder, wanted),
    remove: obsolete.filter((path) => existsSync(join(folder, path))),
  }
  if (!options.dryRun) {
    applyChanges(folder, changes, wanted)
    removeEmpty(join(folder, dirname(SOURCES_FILE)))
  }
  return below(GENERATED_FOLDER, changes)
}

/** What else lies there is somebody's, and stays. */
function removeEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder)
}

function findName(
  { client, suggest }: RemoveClientOptions,
  sources: ReturnType<typeof readClientSources>,
): string {
  const named = sources.filter(({ name, service }) => [name, service].includes(client))
  const exact = sources.find(({ name }) => name === client)
  const [only] = named
  if (exact !== undefined) return exact.name
  if (only !== undefined && named.length === 1) return only.name
  const names = (named.length > 1 ? named : sources).map(({ name }) => name)
  if (names.length === 0) {
    throw new ExpectedError(`there is no client "${client}": none has been added to this project`, {
      misused: true,
    })
  }
  const near = named.length > 1 ? undefined : suggest(client, names)
  const hint = near === undefined ? `there are ${names.join(', ')}` : `did you mean ${near}?`
  throw new ExpectedError(`there is no client "${client}": ${hint}`, { misused: true })
}
