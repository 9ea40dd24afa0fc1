import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Contract, contractFromJson } from 'mycelia/contract'
import { GENERATED_FOLDER } from './service-files.js'

/** The contracts of a project's own services as they were generated last, sorted by their files. */
export function readContracts(projectFolder: string): readonly Contract[] {
  const folder = join(projectFolder, GENERATED_FOLDER)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.contract.json'))
    .sort()
    .map((name) => contractFromJson(readFileSync(join(folder, name), 'utf8')))
}
