import { join, posix, resolve } from 'node:path'
import type { Contract } from 'mycelia/contract'
import type { Suggest } from './clients/index.js'
import type { DiffLine, MemberRequest } from './edit/index.js'
import { ExpectedError } from './expected-error.js'
import { findClient, type KnownClient, knownClients } from './find-client.js'
import { findEvent } from './find-event.js'
import { Generator } from './generate.js'
import { hasMember, type MemberWish } from './member-wish.js'
import { refuseOutside } from './project-folder.js'
import type { Problem } from './read/index.js'
import { writeFile } from './write-file.js'
import { readText } from './write-files.js'

export interface AddMemberOptions {
  readonly projectFolder: string
  /** The service, or its class: `orders_service`, `OrdersService`. @default the only one */
  readonly service?: string | undefined
  readonly member: MemberWish
  /** Plan only: write nothing. @default false */
  readonly dryRun?: boolean
  readonly suggest: Suggest
}

export interface AddMemberResult {
  /** From the project's folder. */
  readonly file: string
  /** What changes in it; nothing when the member is there already. */
  readonly diff: readonly DiffLine[]
}

/**
 * Adds a member to the class of a service. The result is read before it is written: what could not
 * be generated from is refused.
 * @throws {ExpectedError} that says what stands in the way, and where.
 */
export async function addMember(options: AddMemberOptions): Promise<AddMemberResult> {
  const projectFolder = resolve(options.projectFolder)
  refuseOutside(projectFolder)
  const [{ openReader, formatProblem }, { addToClass, diffLines }, { serviceNames }] =
    await Promise.all([
      import('./read/index.js'),
      import('./edit/index.js'),
      import('./emit/index.js'),
    ])
  const generator = new Generator(openReader({ projectFolder }), projectFolder, [])
  const before = await generator.preview()
  const contract = findService(before, options, formatProblem)
  const { file } = contract.source
  const path = join(projectFolder, file)
  const clients = knownClients(projectFolder, before.contracts, serviceNames)
  const request = completed(options, contract, clients)
  const text = readText(path) ?? ''
  const edited = addToClass(request, { file, text, className: contract.className })
  if (edited === text) return { file, diff: [] }

  const after = await generator.preview(new Map([[path, edited]]))
  const [fresh] = newProblems(before.problems, after.problems)
  if (fresh !== undefined) {
    throw new ExpectedError(
      `with it the service could not be generated, so nothing was written\n${formatProblem(fresh)}`,
    )
  }
  refuseUnread(options.member, after.contracts, contract)
  if (!options.dryRun) writeFile(path, edited)
  return { file, diff: diffLines(text, edited) }
}

function findService(
  { contracts, problems }: { contracts: readonly Contract[]; problems: readonly Problem[] },
  { service, suggest }: AddMemberOptions,
  formatProblem: (problem: Problem) => string,
): Contract {
  const [first, ...others] = contracts
  if (service === undefined && first !== undefined && others.length === 0) return first
  const found = contracts.find((each) => each.service === service || each.className === service)
  if (found !== undefined) return found
  const [problem] = problems
  // What is wrong may be what keeps it from being found.
  if (problem !== undefined) {
    throw new ExpectedError(
      `the service cannot be found: correct this first\n${formatProblem(problem)}`,
    )
  }
  const names = contracts.map((each) => each.service)
  if (service === undefined) {
    return misused(
      names.length === 0
        ? NO_SERVICES
        : `there are several services: name one of ${names.join(', ')} with --service`,
    )
  }
  if (names.length === 0) return misused(NO_SERVICES)
  const near = suggest(
    service,
    contracts.flatMap((each) => [each.service, each.className]),
  )
  const hint = near === undefined ? `there are ${names.join(', ')}` : `did you mean ${near}?`
  return misused(`there is no service "${service}": ${hint}`)
}

const NO_SERVICES =
  "this project has no services: decorate a class in src/**/*.service.ts with @service('name') from 'mycelia'"

function completed(
  { member, suggest }: AddMemberOptions,
  contract: Contract,
  clients: readonly KnownClient[],
): MemberRequest {
  const { service } = contract
  const moduleOf = (file: string) => moduleFrom(contract.source.file, file)
  if (member.kind === 'client') {
    return { ...member, module: moduleOf(findClient(member.client, clients, suggest).file) }
  }
  if (member.kind === 'rpc') return { ...member, service }
  const isThere = hasMember(member, contract)
  if (member.kind === 'timer') return { ...member, service, isThere }
  if (member.kind === 'http') return { ...member, service, isThere }
  const reference = findEvent(member.from, member.type, clients, moduleOf)
  return { ...member, service, isThere, reference }
}

/** One file of a project as another one imports it. */
function moduleFrom(importer: string, file: string): string {
  const way = posix.relative(posix.dirname(importer), file).replace(/\.ts$/, '.js')
  return way.startsWith('.') ? way : `./${way}`
}

/** Problems move with the lines above them: their places do not tell whether they are new. */
function newProblems(before: readonly Problem[], after: readonly Problem[]): readonly Problem[] {
  const key = ({ file, where, message }: Problem) => `${file}\n${where}\n${message}`
  const known = new Set(before.map(key))
  return after.filter((problem) => !known.has(key(problem)))
}

/** What is called like Mycelia's own need not be it. */
function refuseUnread(
  member: MemberWish,
  contracts: readonly Contract[],
  { service, className, source }: Contract,
): void {
  const contract = contracts.find((each) => each.service === service)
  if (contract !== undefined && hasMember(member, contract)) return
  const name = member.kind === 'client' ? member.field : member.method
  throw new ExpectedError(
    `${source.file} - ${className}.${name} would not be seen, so nothing was written: \`${EXPORTS[member.kind]}\` in this file is not that of mycelia`,
  )
}

/** The export of mycelia that makes a member what it is. */
const EXPORTS: Readonly<Record<MemberWish['kind'], string>> = {
  rpc: 'rpc',
  client: 'inject',
  event: 'on',
  timer: 'timer',
  http: 'http',
}

function misused(message: string): never {
  throw new ExpectedError(message, { misused: true })
}
