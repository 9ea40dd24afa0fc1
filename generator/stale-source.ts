import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ChosenSource } from './clients/index.js'
import { findServiceFiles } from './service-files.js'

/**
 * Whether the contracts of a project are older than its services, told as a warning. Its source is
 * read, and none of it is run; of a project whose source cannot be read nothing is said.
 */
export async function tellStaleSource({
  source,
  folder,
  contracts,
}: ChosenSource): Promise<string | undefined> {
  if (folder === undefined || !isWorkedOn(folder, contracts)) return undefined
  const { generate } = await import('./generate.js')
  const { problems, changes } = await generate({ projectFolder: folder, check: true })
  if (problems.length > 0) return undefined
  const { create, replace, remove } = changes
  const isStale = [...create, ...replace, ...remove].some((path) => path.endsWith('.contract.json'))
  if (!isStale) return undefined
  return `the contracts of ${source} are older than its services: run \`mycelia generate\` in ${folder}, and here`
}

/** An installed package is as it was published; a project has the source of its services. */
function isWorkedOn(folder: string, contracts: readonly string[]): boolean {
  return (
    existsSync(join(folder, 'tsconfig.json')) &&
    findServiceFiles(folder).length > 0 &&
    contracts.some((path) => path.startsWith(join(folder, 'src')))
  )
}
