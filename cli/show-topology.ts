import { stderrLogger } from 'mycelia'
import type { LoadedConfig } from 'mycelia/config'
import {
  type Drift,
  ManagementApi,
  openTopologyDesk,
  type ProjectTopology,
  topologyDefinitions,
  topologyOf,
} from 'mycelia/operations'
import { CommandFailed } from './command-failed.js'
import { type BrokerChoice, projectNeeds } from './project-needs.js'
import { safeText } from './safe-text.js'

export interface TopologyFlags extends BrokerChoice {
  readonly check?: true
  readonly apply?: true
  readonly json?: true
  readonly definitions?: true
  readonly management?: string
}

/** Prints the exchanges, queues and policies of the services, compares or makes them. */
export async function showTopology(
  projectFolder: string,
  files: readonly string[],
  flags: TopologyFlags,
): Promise<void> {
  const { check, apply, json, definitions } = flags
  const chosen = [check, apply, definitions].filter((flag) => flag).length
  if (chosen > 1) {
    throw new CommandFailed('take one of --check, --apply and --definitions', 2)
  }
  const { config, needs } = await projectNeeds(projectFolder, files, flags)
  const topology = topologyOf(needs)
  if (check || apply) return settle(config, topology, flags)
  const { vhost } = config.brokers[0]!
  if (definitions) print(topologyDefinitions(topology, vhost))
  else if (json) print(plain(topology))
  else process.stdout.write(format(topology))
}

async function settle(
  config: LoadedConfig,
  topology: ProjectTopology,
  { apply, json, management }: TopologyFlags,
): Promise<void> {
  const api = await managementOf(config, management)
  await using desk = await openTopologyDesk(config, stderrLogger('warn'), api)
  const { done, left } = apply
    ? await desk.apply(topology)
    : { done: [], left: await desk.compare(topology) }
  if (json) print(apply ? { done, left } : left)
  else tell(done, left)
  if (left.length > 0) {
    throw new CommandFailed(
      apply
        ? 'what is different was left: delete it when it is empty, and run it again'
        : 'the broker differs: `mycelia topology --apply` makes what is missing',
    )
  }
}

/** Asked for by name, it has to answer; else the rest is done without. */
async function managementOf(
  config: LoadedConfig,
  management: string | undefined,
): Promise<ManagementApi | undefined> {
  const api = await ManagementApi.of(config, management)
  try {
    await api.get('vhosts', api.vhost)
    return api
  } catch (error) {
    if (management !== undefined) throw error
    const why = safeText((error as Error).message)
    process.stderr.write(
      `warning: bindings are not compared, policies neither compared nor applied: ${why}; name it by --management, or import what --definitions prints\n`,
    )
    return undefined
  }
}

function tell(done: readonly Drift[], left: readonly Drift[]): void {
  const lines = [
    ...done.map(
      ({ what, how, name }) => `${how === 'missing' ? 'created' : 'changed'}  ${what} ${name}`,
    ),
    ...left.map(({ what, how, name, why }) => {
      return `${how}  ${what} ${name}${why === undefined ? '' : `: ${why}`}`
    }),
  ]
  if (lines.length === 0) lines.push('the broker has it all as it should be')
  process.stdout.write(lines.map((line) => `${safeText(line)}\n`).join(''))
}

function format({ exchanges, queues, policies }: ProjectTopology): string {
  const lines = [
    'exchanges',
    ...exchanges.map(({ name, type }) => `  ${name}  ${type}`),
    'queues',
    ...queues.flatMap(({ name, bindings, arguments: given, expires }) => [
      `  ${name}${options({ ...given, ...(expires !== undefined && { 'x-expires': expires }) })}`,
      ...bindings.map(({ exchange, routingKey }) => `    from ${exchange} by ${routingKey}`),
    ]),
    'policies',
    ...policies.map(({ name, definition }) => `  ${name}${options(definition)}`),
  ]
  return `${safeText(lines.join('\n'))}\n`
}

function options(values: object): string {
  const texts = Object.entries(values).map(([name, value]) => `${name}=${String(value)}`)
  return texts.length === 0 ? '' : `  ${texts.join(' ')}`
}

function plain({ exchanges, queues, policies }: ProjectTopology): ProjectTopology {
  return { exchanges, queues, policies }
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}
