import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Contract } from 'mycelia/contract'
import { CLIENTS_FOLDER, type ClientSource } from './client-sources.js'
import type { ClientEmitter } from './emitter.js'

/** What the files of a client end in. */
const KINDS = ['types.ts', 'codecs.ts', 'schemas.ts', 'client.ts', 'contract.json']

/** The files of a client, by path from the folder of generated files. */
export function clientFiles(
  contract: Contract,
  { name, service, source }: ClientSource,
  emitter: ClientEmitter,
): ReadonlyMap<string, string> {
  const files = emitter.emit(contract, {
    source: `${service} of ${source}`,
    ...(emitter.stem(service) === name ? {} : { as: name }),
  })
  return new Map([...files].map(([path, text]) => [`${CLIENTS_FOLDER}/${path}`, text]))
}

/** The files of a client that are there, by path from the folder of generated files. */
export function presentFiles(generatedFolder: string, name: string): readonly string[] {
  return KINDS.map((kind) => `${CLIENTS_FOLDER}/${name}.${kind}`).filter((path) =>
    existsSync(join(generatedFolder, path)),
  )
}

/** Where the contract is kept that a client was generated from. */
export function keptContract(generatedFolder: string, name: string): string {
  return join(generatedFolder, CLIENTS_FOLDER, `${name}.contract.json`)
}
