import type { Instance } from 'mycelia'
import type { KnownService } from '../known-services.js'
import { safeText } from '../safe-text.js'

const NOTHING = `No service answers. Services in Python do not, nor do those with
introspection: false; call them by name all the same: n.rpc.<service>.<method>(...)`

/** Services as a table: how many instances, where, in which version. */
export function listServices(services: ReadonlyMap<string, KnownService>): string {
  if (services.size === 0) return NOTHING
  const rows = [...services.values()].map((service) => [
    service.name,
    countOf(service),
    [...new Set(service.instances.map((instance) => placeOf(instance, service)))]
      .slice(0, 4)
      .join(' '),
    service.contracts.join(' '),
  ])
  const table = [['service', 'instances', 'where', 'contract'], ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]!.length)))
  return table
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => safeText(line).trimEnd())
    .join('\n')
}

/** Where an instance is, and where it answers HTTP if the service does. */
function placeOf({ host, pid, http }: Instance, { routes }: KnownService): string {
  const url = routes.length === 0 || http === undefined ? '' : ` (${http})`
  return `${host}:${pid}${url}`
}

function countOf({ instances }: KnownService): string {
  return instances.length === 0 ? 'does not answer, but was called' : String(instances.length)
}
