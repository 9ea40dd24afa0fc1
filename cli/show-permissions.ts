import { writeFileSync } from 'node:fs'
import {
  applyRights,
  callerNeeds,
  ManagementApi,
  rightsOf,
  type ServiceNeeds,
  type UserRights,
  userDefinitions,
} from 'mycelia/operations'
import { CommandFailed } from './command-failed.js'
import { type BrokerChoice, type ProjectNeeds, projectNeeds } from './project-needs.js'
import { readPasswords } from './read-passwords.js'

export interface PermissionsFlags extends BrokerChoice {
  readonly user?: string
  readonly caller?: string
  readonly vhost?: string
  readonly passwords?: string
  readonly passwordFrom?: string
  readonly out?: string
  readonly apply?: true
  readonly management?: string
}

/** Prints RabbitMQ's users for a project, with the rights that its services need, or makes them. */
export async function showPermissions(
  projectFolder: string,
  files: readonly string[],
  flags: PermissionsFlags,
): Promise<void> {
  refuseContradictions(flags)
  const project = await projectNeeds(projectFolder, files, flags)
  const vhost = flags.vhost ?? project.config.brokers[0]!.vhost
  const rights = [...usersOf(project, flags)].map(([user, needs]) => rightsOf(user, needs))
  const users = rights.map(({ user }) => user)
  const passwords = passwordsOf(users, flags)
  for (const warning of rights.flatMap(({ warnings }) => warnings)) {
    process.stderr.write(`warning: ${warning}\n`)
  }
  if (flags.apply) return apply(project, vhost, rights, passwords, flags.management)
  if (passwords.size === 0) {
    process.stderr.write(
      'warning: the users have no passwords, and cannot log in with one: see --passwords\n',
    )
  }
  print(userDefinitions(rights, { vhost, passwords }), flags.out)
}

/** Who logs in, and what for. */
function usersOf(
  { needs, config }: ProjectNeeds,
  { user, caller }: PermissionsFlags,
): ReadonlyMap<string, readonly ServiceNeeds[]> {
  const users = new Map(
    user === undefined ? needs.map((need) => [need.name, [need]]) : [[user, needs]],
  )
  if (caller === undefined) return users
  if (users.has(caller)) {
    throw new CommandFailed(`--caller ${caller}: that is the user of a service`, 2)
  }
  const called = needs.filter(({ answers }) => answers).map(({ name }) => name)
  return users.set(caller, [callerNeeds(caller, called, config)])
}

function refuseContradictions({ passwords, passwordFrom, user, apply, out }: PermissionsFlags) {
  if (passwordFrom !== undefined && user === undefined) {
    throw new CommandFailed('--password-from is of one user: name it with --user', 2)
  }
  if (passwordFrom !== undefined && passwords !== undefined) {
    throw new CommandFailed('take either --passwords or --password-from', 2)
  }
  if (apply && out !== undefined) {
    throw new CommandFailed('--apply prints what it has changed: leave out --out', 2)
  }
}

function passwordsOf(
  users: readonly string[],
  { passwords, passwordFrom, user }: PermissionsFlags,
): ReadonlyMap<string, string> {
  if (passwords !== undefined) return readPasswords(passwords, users)
  if (passwordFrom === undefined) return new Map()
  const password = process.env[passwordFrom]
  if (!password) {
    throw new CommandFailed(`--password-from: the environment has no ${passwordFrom}`)
  }
  return new Map([[user!, password]])
}

async function apply(
  { config }: ProjectNeeds,
  vhost: string,
  rights: readonly UserRights[],
  passwords: ReadonlyMap<string, string>,
  management: string | undefined,
): Promise<void> {
  const api = (await ManagementApi.of(config, management)).in(vhost)
  let count = 0
  for (const one of rights) {
    for (const change of await applyRights(api, one, passwords.get(one.user))) {
      process.stdout.write(` changed  ${change}\n`)
      count++
    }
  }
  if (count === 0) process.stdout.write('users and permissions are up to date\n')
}

function print(definitions: object, out: string | undefined): void {
  const text = `${JSON.stringify(definitions, null, 2)}\n`
  if (out === undefined) return void process.stdout.write(text)
  try {
    writeFileSync(out, text, { mode: 0o600 })
  } catch (error) {
    throw new CommandFailed(`cannot write ${out}: ${(error as Error).message}`)
  }
}
