import { join } from 'node:path'
import { ExpectedError } from '../expected-error.js'
import { readText } from '../write-files.js'
import { parseJson } from './parse-json.js'

/** Where clients of other services lie, from the folder of generated files. */
export const CLIENTS_FOLDER = 'clients'

/** What remembers them, from the folder of generated files. It is committed. */
export const SOURCES_FILE = 'clients/sources.json'

/** A client of another service, and where it came from. */
export interface ClientSource {
  /** What its files are called: `greeting`. */
  readonly name: string
  /** The service on the wire: `greeting_service`. */
  readonly service: string
  /**
   * Where its contract is: the name of a package, or a path from the project's folder, with forward
   * slashes, that begins with a dot unless it is absolute.
   */
  readonly source: string
  /** The hash of the contract that it was generated from. */
  readonly contract: string
  /** What the source is written in, where it is not a contract that is read. */
  readonly language?: 'python'
  /** How names of Python become names in the client. @default 'as-written' */
  readonly naming?: ClientNaming
}

/** As they are on the wire, `get_order`, or as TypeScript writes them, `getOrder`. */
export type ClientNaming = 'as-written' | 'camelCase'

const FORMAT = 1

/** The clients that a project has added, by name. @throws {ExpectedError} when their file is broken. */
export function readClientSources(generatedFolder: string): readonly ClientSource[] {
  const path = join(generatedFolder, SOURCES_FILE)
  const text = readText(path)
  if (text === undefined) return []
  const { format, clients } = (parseJson(text, path) ?? {}) as Partial<SourcesJson>
  if (typeof format === 'number' && format > FORMAT) {
    throw new ExpectedError(
      `${path} is of format ${format}, and these tools know ${FORMAT}: update create-service`,
    )
  }
  if (format !== FORMAT || typeof clients !== 'object' || clients === null) {
    refuse(path, '"format" must be 1, and "clients" an object')
  }
  return Object.entries(clients).map(([name, entry]) => readEntry(name, entry, path))
}

/** The same as the text of their file. */
export function writeClientSources(sources: readonly ClientSource[]): string {
  const sorted = [...sources].sort((a, b) => (a.name < b.name ? -1 : 1))
  const clients = Object.fromEntries(sorted.map(({ name, ...entry }) => [name, inOrder(entry)]))
  return `${JSON.stringify({ format: FORMAT, clients } satisfies SourcesJson, null, 2)}\n`
}

function inOrder({
  service,
  source,
  language,
  naming,
  contract,
}: Omit<ClientSource, 'name'>): Omit<ClientSource, 'name'> {
  return {
    service,
    source,
    ...(language === undefined ? {} : { language }),
    ...(naming === undefined ? {} : { naming }),
    contract,
  }
}

interface SourcesJson {
  readonly format: number
  readonly clients: Readonly<Record<string, Omit<ClientSource, 'name'>>>
}

function readEntry(name: string, entry: Partial<ClientSource> | null, path: string): ClientSource {
  // It becomes part of a path.
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    refuse(path, `"${name}" cannot be the name of a client`)
  }
  const text = (key: 'service' | 'source' | 'contract'): string => {
    const value = entry?.[key]
    if (typeof value === 'string' && value !== '') return value
    return refuse(path, `clients.${name}.${key} must be a text`)
  }
  const { language, naming } = entry ?? {}
  if (language !== undefined && language !== 'python') {
    refuse(path, `clients.${name}.language must be "python", or not be there`)
  }
  if (naming !== undefined && naming !== 'as-written' && naming !== 'camelCase') {
    refuse(path, `clients.${name}.naming must be "as-written" or "camelCase"`)
  }
  return {
    name,
    service: text('service'),
    source: text('source'),
    contract: text('contract'),
    ...(language === undefined ? {} : { language }),
    ...(naming === undefined ? {} : { naming }),
  }
}

function refuse(path: string, problem: string): never {
  throw new ExpectedError(
    `${path}: ${problem}; restore the file, or delete it and repeat \`mycelia add\``,
  )
}
