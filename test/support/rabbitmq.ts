import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { connect } from 'amqplib'
import type { FoundBroker, OpenBroker } from './brokers.js'

/** Milliseconds that a broker or its management plugin may take to show that it is there. */
const PATIENCE = 3_000

/** Where the management plugin listens, beside the broker. */
const MANAGEMENT_PORT = 15_672

const run = promisify(execFile)

/** Makes and deletes virtual hosts. */
interface Hosts {
  add(name: string): Promise<void>
  delete(name: string): Promise<void>
}

let count = 0

/** Looks for RabbitMQ at a URI, and for a way to make virtual hosts there. */
export async function findRabbitmq(uri: string): Promise<FoundBroker> {
  const url = new URL(uri)
  const where = `RabbitMQ at ${url.host}`
  let version: string
  try {
    version = await askVersion(uri)
  } catch (error) {
    return { missing: `no ${where}: ${reason(error)}` }
  }
  let hosts: Promise<Hosts> | undefined
  const open = async (): Promise<OpenBroker> => {
    hosts ??= findHosts(url)
    const { add, delete: remove } = await hosts
    const name = `mycelia-test-${process.pid}-${++count}`
    await add(name)
    const opened = new URL(url)
    opened.pathname = `/${name}`
    let closed: Promise<void> | undefined
    const close = () => {
      closed ??= remove(name)
      return closed
    }
    return { uri: opened.href, close, [Symbol.asyncDispose]: close }
  }
  return { broker: { name: 'RabbitMQ', open }, version }
}

async function askVersion(uri: string): Promise<string> {
  const connection = await connect(uri, { noDelay: true, timeout: PATIENCE })
  const { version } = connection.connection.serverProperties
  const closed = once(connection, 'close')
  await connection.close()
  await closed
  return version
}

async function findHosts(url: URL): Promise<Hosts> {
  const management = managementOf(url)
  if (await management.answers()) return management
  return commandLine(decodeURIComponent(url.username))
}

/** The quick way: some milliseconds a request. */
function managementOf(url: URL): Hosts & { answers(): Promise<boolean> } {
  const user = decodeURIComponent(url.username)
  const login = Buffer.from(`${user}:${decodeURIComponent(url.password)}`).toString('base64')
  const ask = (method: string, path: string, body?: object) =>
    fetch(`http://${url.hostname}:${MANAGEMENT_PORT}/api/${path}`, {
      method,
      headers: { authorization: `Basic ${login}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(PATIENCE),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const change = async (method: string, path: string, body?: object) => {
    const response = await ask(method, path, body)
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
  }
  const everything = { configure: '.*', write: '.*', read: '.*' }
  return {
    answers: () =>
      ask('GET', 'vhosts').then(
        ({ ok }) => ok,
        () => false,
      ),
    async add(name) {
      await change('PUT', `vhosts/${name}`)
      await change('PUT', `permissions/${name}/${encodeURIComponent(user)}`, everything)
    },
    delete: (name) => change('DELETE', `vhosts/${name}`),
  }
}

/** Where the management plugin is not enabled: half a second a command, on the broker's machine. */
function commandLine(user: string): Hosts {
  const ctl = async (...args: string[]) => {
    try {
      await run('rabbitmqctl', ['--quiet', ...args])
    } catch (error) {
      const problem = `neither the management plugin nor rabbitmqctl makes a virtual host`
      throw new Error(`${problem}: ${reason(error)}`, { cause: error })
    }
  }
  return {
    async add(name) {
      await ctl('add_vhost', name)
      await ctl('set_permissions', '--vhost', name, user, '.*', '.*', '.*')
    },
    delete: (name) => ctl('delete_vhost', name),
  }
}

function reason(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  return message || String(code)
}
