import { type AddedClient, addClients } from '../generator/add-clients.js'
import { removeClient } from '../generator/remove-client.js'
import type { FileChanges } from '../generator/write-files.js'
import { suggest } from './suggest.js'

export interface AddFlags {
  readonly as?: string
  readonly service?: readonly string[]
  readonly dryRun?: true
  readonly naming?: 'as-written' | 'camelCase'
}

/** Adds clients of another project's services, and tells how they are used. */
export async function addClientsOf(source: string, flags: AddFlags): Promise<void> {
  const { as, service: services, dryRun, naming } = flags
  const { clients, changes, warnings } = await addClients({
    projectFolder: process.cwd(),
    source,
    suggest,
    ...(as !== undefined && { as }),
    ...(naming !== undefined && { naming }),
    ...(services !== undefined && { services }),
    ...(dryRun !== undefined && { dryRun }),
  })
  printChanges(changes)
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`)
  if (dryRun) process.stderr.write('nothing was written: this was a dry run\n')
  else if (changes.create.length > 0) for (const client of clients) printUse(client)
}

/** Takes a client away. */
export function removeClientCalled(client: string, { dryRun }: AddFlags): void {
  const projectFolder = process.cwd()
  printChanges(
    removeClient({ projectFolder, client, suggest, ...(dryRun !== undefined && { dryRun }) }),
  )
  if (dryRun) process.stderr.write('nothing was written: this was a dry run\n')
}

function printChanges({ create, replace, remove, unchanged }: FileChanges): void {
  const lines = [
    ...create.map((path) => `   create  ${path}`),
    ...replace.map((path) => `  replace  ${path}`),
    ...remove.map((path) => `   remove  ${path}`),
    ...unchanged.map((path) => `identical  ${path}`),
  ]
  process.stdout.write(lines.map((line) => `  ${line}\n`).join(''))
}

function printUse({ client, service, source, file }: AddedClient): void {
  const module = file.replace(/^src\//, './').replace(/\.ts$/, '.js')
  process.stdout.write(`
${client} calls ${service} of ${source}. In a service in src:

  import { ${client} } from '${module}'

  private readonly ${fieldFor(client)} = inject(${client})
`)
}

/** `GreetingClient` goes by `greeting`. */
function fieldFor(client: string): string {
  const short = client.replace(/Client$/, '')
  return short.slice(0, 1).toLowerCase() + short.slice(1)
}
