import { createHash } from 'node:crypto'
import { ConfigError } from '../errors/index.js'
import type { ManagementApi } from './management-api.js'
import {
  type PermissionDefinition,
  type TopicPermissionDefinition,
  type UserDefinition,
  userDefinition,
} from './rabbitmq-definitions.js'
import type { UserRights } from './user-rights.js'

/** What was made or changed at the broker: `user orders_service`. */
export type Change = string

/**
 * Gives a user its rights, through the management API, and makes it where it is not there.
 * @returns what had to be changed: nothing the second time.
 * @throws {ConfigError} when there is no such user, and no password to make it with.
 */
export async function applyRights(
  api: ManagementApi,
  rights: UserRights,
  password: string | undefined,
): Promise<readonly Change[]> {
  return [
    ...(await applyUser(api, rights.user, password)),
    ...(await applyPermissions(api, rights)),
    ...(await applyTopics(api, rights)),
  ]
}

async function applyUser(
  api: ManagementApi,
  name: string,
  password: string | undefined,
): Promise<readonly Change[]> {
  const known = await api.get<UserDefinition>('users', name)
  if (password === undefined) {
    if (known !== undefined) return []
    throw new ConfigError(`there is no user "${name}" to give rights to: name it in --passwords`)
  }
  if (known !== undefined && isPassword(password, known.password_hash)) return []
  await api.put({ ...userDefinition(name, password), tags: tagsOf(known) }, 'users', name)
  return [known === undefined ? `user ${name}` : `password of ${name}`]
}

/** Tags that somebody else has given stay. RabbitMQ told them as a text once, now as a list. */
function tagsOf(known: UserDefinition | undefined): string {
  return [known?.tags ?? []].flat().join(',')
}

function isPassword(password: string, stored: string): boolean {
  const bytes = Buffer.from(stored, 'base64')
  const hash = createHash('sha256').update(bytes.subarray(0, 4)).update(password).digest()
  return hash.equals(bytes.subarray(4))
}

async function applyPermissions(
  api: ManagementApi,
  { user, configure, write, read }: UserRights,
): Promise<readonly Change[]> {
  const known = await api.get<PermissionDefinition>('permissions', api.vhost, user)
  if (known?.configure === configure && known.write === write && known.read === read) return []
  await api.put({ configure, write, read }, 'permissions', api.vhost, user)
  return [`permissions of ${user}`]
}

/** What matches no name. */
const NOTHING = '^$'

/**
 * One that is not needed any more is closed, not deleted: without a topic permission a user may
 * publish and bind under all keys.
 */
async function applyTopics(
  api: ManagementApi,
  { user, topics }: UserRights,
): Promise<readonly Change[]> {
  const path = ['topic-permissions', api.vhost, user]
  const known = (await api.get<readonly TopicPermissionDefinition[]>(...path)) ?? []
  const stale = known.filter(({ exchange }) => !topics.some((topic) => topic.exchange === exchange))
  const wanted = [
    ...topics,
    ...stale.map(({ exchange }) => ({ exchange, write: NOTHING, read: NOTHING })),
  ]
  const changes: Change[] = []
  for (const topic of wanted) {
    const now = known.find(({ exchange }) => exchange === topic.exchange)
    if (now?.write === topic.write && now.read === topic.read) continue
    await api.put(topic, ...path)
    changes.push(`topic permissions of ${user} on ${topic.exchange}`)
  }
  return changes
}
