import type { ts } from 'ts-morph'
import type { ServiceClass } from './find-services.js'
import type { Problem } from './problem.js'
import { ProblemLog } from './problem-log.js'
import type { Breadth } from './project.js'
import { type ReadService, readService } from './read-service.js'
import type { Reading } from './reading.js'
import type { SourceLinks } from './source-links.js'

interface Entry {
  /** The files that its types can depend on, as they were. */
  readonly reach: ReadonlySet<ts.SourceFile>
  readonly service: ReadService | undefined
  readonly problems: readonly Problem[]
  readonly unresolved: boolean
}

/**
 * What was read of each service, kept for as long as no file changes that its types can depend on:
 * after an edit only the services are read again that it can concern.
 */
export class ServiceCache {
  readonly #entries: Readonly<Record<Breadth, WeakMap<ts.Node, Entry>>> = {
    services: new WeakMap(),
    everything: new WeakMap(),
  }

  read(
    service: ServiceClass,
    links: SourceLinks,
    breadth: Breadth,
    reading: Reading,
  ): ReadService | undefined {
    const reach = links.reach(service.node.getSourceFile())
    const known = this.#entries[breadth].get(service.node)
    const entry = known && sameSet(known.reach, reach) ? known : readAlone(service, reach, reading)
    this.#entries[breadth].set(service.node, entry)
    reading.problems.addAll(entry.problems)
    reading.unresolved ||= entry.unresolved
    return entry.service
  }
}

function readAlone(
  service: ServiceClass,
  reach: ReadonlySet<ts.SourceFile>,
  reading: Reading,
): Entry {
  const problems = new ProblemLog(reading.project.folder)
  const alone: Reading = { ...reading, problems, unresolved: false }
  const read = readService(service, alone)
  return { reach, service: read, problems: problems.sorted(), unresolved: alone.unresolved }
}

function sameSet<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  if (a.size !== b.size) return false
  for (const item of a) if (!b.has(item)) return false
  return true
}
