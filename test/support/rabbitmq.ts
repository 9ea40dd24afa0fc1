import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { connect } from 'amqplib'

/** A kind of broker that tests run on. */
export interface Broker {
  /** For the names of tests: `RabbitMQ 3.10.8`. */
  readonly name: string
  /** Opens an empty virtual host that nobody else uses. */
  open(): Promise<OpenBroker>
}

export interface OpenBroker {
  /** With user, password and virtual host. */
  readonly uri: string
  /** Deletes the virtual host with all that is in it. */
  close(): Promise<void>
}

/** Whose user may make virtual hosts. */
const SERVER = new URL(process.env.MYCELIA_RABBITMQ ?? 'amqp://guest:guest@127.0.0.1:5672')

/** Where the management API of that server is, if it has one. */
const MANAGEMENT = process.env.MYCELIA_RABBITMQ_API ?? `http://${SERVER.hostname}:15672`

/** The version of the RabbitMQ that answers; undefined when none does. */
export const rabbitmqVersion: string | undefined = await askVersion()

async function askVersion(): Promise<string | undefined> {
  try {
    const connection = await connect(SERVER.href, { timeout: 2000 })
    const { version } = connection.connection.serverProperties
    await connection.close()
    return String(version)
  } catch {
    return undefined
  }
}

/** Opens a virtual host of its own on RabbitMQ. */
export async function openRabbitmq(): Promise<OpenBroker> {
  const vhost = `mycelia-test-${randomUUID()}`
  await makeVhost(vhost)
  return {
    uri: new URL(vhost, SERVER).href,
    close: () => deleteVhost(vhost),
  }
}

async function makeVhost(vhost: string): Promise<void> {
  const user = decodeURIComponent(SERVER.username)
  if (await hasManagement()) {
    await manage('PUT', `vhosts/${vhost}`)
    const all = { configure: '.*', write: '.*', read: '.*' }
    await manage('PUT', `permissions/${vhost}/${SERVER.username}`, all)
  } else {
    await rabbitmqctl('add_vhost', vhost)
    await rabbitmqctl('set_permissions', '--vhost', vhost, user, '.*', '.*', '.*')
  }
}

async function deleteVhost(vhost: string): Promise<void> {
  if (await hasManagement()) await manage('DELETE', `vhosts/${vhost}`)
  else await rabbitmqctl('delete_vhost', vhost)
}

let management: Promise<boolean> | undefined

function hasManagement(): Promise<boolean> {
  management ??= manage('GET', 'overview').then(
    () => true,
    () => false,
  )
  return management
}

async function manage(method: string, path: string, body?: object): Promise<void> {
  const login = `${decodeURIComponent(SERVER.username)}:${decodeURIComponent(SERVER.password)}`
  const response = await fetch(`${MANAGEMENT}/api/${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(login).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
}

/** For servers of this machine without the management plugin. */
async function rabbitmqctl(...args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)('rabbitmqctl', ['--quiet', ...args])
  } catch (cause) {
    throw new Error(
      'tests need a virtual host of their own on RabbitMQ: enable its management plugin, or let them run rabbitmqctl',
      { cause },
    )
  }
}

/** Imports a `definitions.json`. Users in it are for the whole server: see {@link deleteUser}. */
export async function importDefinitions(definitions: object): Promise<void> {
  if (await hasManagement()) return manage('POST', 'definitions', definitions)
  const folder = await mkdtemp(join(tmpdir(), 'mycelia-definitions-'))
  try {
    const file = join(folder, 'definitions.json')
    await writeFile(file, JSON.stringify(definitions))
    // The server itself reads it, as a user of its own.
    await chmod(folder, 0o755)
    await rabbitmqctl('import_definitions', file)
  } finally {
    await rm(folder, { recursive: true })
  }
}

export async function deleteUser(name: string): Promise<void> {
  if (await hasManagement()) await manage('DELETE', `users/${encodeURIComponent(name)}`)
  else await rabbitmqctl('delete_user', name)
}

/** The address of the management API, where it answers. */
export async function managementUrl(): Promise<string | undefined> {
  return (await hasManagement()) ? MANAGEMENT : undefined
}
