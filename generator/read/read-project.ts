import type { Contract } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { findServiceFiles } from '../service-files.js'
import { findServices } from './find-services.js'
import { ProblemLog } from './problem-log.js'
import type { Breadth, Project } from './project.js'
import type { ReadResult } from './read-result.js'
import type { ReadService } from './read-service.js'
import { type Reading, startReading } from './reading.js'
import type { ServiceCache } from './service-cache.js'
import { linkSources } from './source-links.js'
import { positionOf, relativeFile } from './source-position.js'
import { checkSyntax } from './syntax-errors.js'
import { checkImports } from './unresolved-imports.js'

/** Reads all services of a project, from as little of it as their types need. */
export function readProject(
  project: Project,
  namedFiles: readonly string[],
  cache: ServiceCache,
): ReadResult {
  const narrow = read(project, namedFiles, cache, project.breadth)
  if (!narrow.unresolved || project.breadth === 'everything') return narrow.result
  const wide = read(project, namedFiles, cache, 'everything')
  // What stays unresolved is a mistake, and no reason to read more from now on.
  if (!wide.unresolved) project.breadth = 'everything'
  return wide.result
}

interface Outcome {
  readonly result: ReadResult
  readonly unresolved: boolean
}

function read(
  project: Project,
  namedFiles: readonly string[],
  cache: ServiceCache,
  breadth: Breadth,
): Outcome {
  const problems = new ProblemLog(project.folder)
  problems.addAll(project.config.problems)
  const found = findServiceFiles(project.folder).map((file) => file.replaceAll('\\', '/'))
  const program = project.compile([...found, ...namedFiles], breadth)
  const reading = startReading(project, program, problems)
  checkSyntax(reading)
  const missing = checkImports(reading, breadth)
  const files = filesOf([...found, ...namedFiles], reading)
  const services = findServices(
    files.filter((file) => !reading.brokenFiles.has(file)),
    reading,
  )
  checkNamedFiles(
    namedFiles,
    services.map(({ node }) => node.getSourceFile()),
    reading,
  )
  const links = linkSources(reading)
  const read = services.flatMap((service) => cache.read(service, links, breadth, reading) ?? [])
  return {
    result: {
      contracts: withoutTwins(read, reading),
      problems: problems.sorted(),
      inputs: inputsOf(reading),
      missing,
    },
    unresolved: reading.unresolved,
  }
}

function filesOf(paths: readonly string[], { program }: Reading): readonly ts.SourceFile[] {
  return [...new Set(paths)].flatMap((path) => program.getSourceFile(path) ?? [])
}

/** Files that were named, and are not there or hold no service, are mistakes. */
function checkNamedFiles(
  namedFiles: readonly string[],
  filesOfServices: readonly ts.SourceFile[],
  { program, problems, project, brokenFiles }: Reading,
): void {
  for (const path of namedFiles) {
    const file = program.getSourceFile(path)
    if (file !== undefined && (filesOfServices.includes(file) || brokenFiles.has(file))) continue
    problems.addAll([
      {
        file: relativeFile(path, project.folder),
        line: 1,
        column: 1,
        ...(file === undefined
          ? { message: 'there is no such file', hint: 'name a file that is there' }
          : { message: 'there is no service in this file', hint: NO_SERVICE }),
      },
    ])
  }
}

const NO_SERVICE = "decorate a class: `@service('greeting_service') export class GreetingService`"

/** Contracts sorted by name; of two services with one name the first, and a problem. */
function withoutTwins(
  services: readonly ReadService[],
  { problems, project }: Reading,
): readonly Contract[] {
  const byName = new Map<string, ReadService>()
  for (const service of services) {
    const { contract, nameNode } = service
    const other = byName.get(contract.service)
    if (other === undefined) {
      byName.set(contract.service, service)
    } else {
      const { file, line, column } = positionOf(other.nameNode, project.folder)
      problems.add(nameNode, {
        where: contract.className,
        message:
          `'${contract.service}' is the name of ${other.contract.className} already, ` +
          `at ${file}:${line}:${column}`,
        hint: 'give one of the two another name',
      })
    }
  }
  return [...byName.values()]
    .map(({ contract }) => contract)
    .sort((a, b) => (a.service < b.service ? -1 : 1))
}

function inputsOf({ program, project, isOwn }: Reading): readonly string[] {
  const sources = program.getSourceFiles().filter(isOwn)
  const manifest = `${project.folder}/package.json`
  return [
    ...sources.map((file) => file.fileName),
    ...project.config.configFiles,
    ...(ts.sys.fileExists(manifest) ? [manifest] : []),
  ]
}
