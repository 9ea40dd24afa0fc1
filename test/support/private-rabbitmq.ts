import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { connect } from 'amqplib'

/** Where Debian keeps the commands that everybody may call; those in the path are for root. */
const DEBIAN = '/usr/lib/rabbitmq/bin'

/** Milliseconds that a node may take to start. */
const PATIENCE = 60_000

let nodes = 0

/** Whether this machine has a RabbitMQ to start. */
export const hasRabbitmqServer: boolean = searchPath()
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'rabbitmq-server')))

/** A RabbitMQ of a test's own, to be treated badly. What is durable outlives its process. */
export class PrivateRabbitmq implements AsyncDisposable {
  readonly uri: string
  /** Where its management API answers, if it was started with one. */
  readonly management: string | undefined
  readonly #folder: string
  readonly #env: NodeJS.ProcessEnv
  #server: ChildProcess | undefined

  private constructor(folder: string, port: number, distribution: number, management?: number) {
    this.uri = `amqp://guest:guest@127.0.0.1:${port}`
    this.management = management === undefined ? undefined : `http://127.0.0.1:${management}`
    this.#folder = folder
    this.#env = {
      ...process.env,
      PATH: searchPath(),
      // Erlang's cookie is made there.
      HOME: folder,
      RABBITMQ_NODENAME: `mycelia-chaos-${process.pid}-${++nodes}@localhost`,
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_NODE_PORT: String(port),
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_MNESIA_BASE: join(folder, 'data'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
      RABBITMQ_CONF_ENV_FILE: join(folder, 'rabbitmq-env.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    }
  }

  /** @param options `management`: whether its management API is to answer. @default false */
  static async start({ management = false } = {}): Promise<PrivateRabbitmq> {
    const folder = mkdtempSync(join(tmpdir(), 'mycelia-rabbitmq-'))
    const api = management ? await freePort() : undefined
    if (api !== undefined) enableManagement(folder, api)
    const rabbitmq = new PrivateRabbitmq(folder, await freePort(), await freePort(), api)
    try {
      await rabbitmq.start()
    } catch (error) {
      await rabbitmq[Symbol.asyncDispose]()
      throw error
    }
    return rabbitmq
  }

  /** Starts its process; resolves when it takes connections. */
  async start(): Promise<void> {
    const server = spawn('rabbitmq-server', {
      env: this.#env,
      cwd: this.#folder,
      stdio: 'ignore',
      // A group of its own, to be killed as one.
      detached: true,
    })
    this.#server = server
    await once(server, 'spawn')
    const end = performance.now() + PATIENCE
    while (!(await this.answers())) {
      if (server.exitCode !== null || performance.now() > end) {
        throw new Error(`RabbitMQ did not start: see ${this.#folder}/log`)
      }
      await setTimeout(20)
    }
  }

  /** Kills its process, as a machine that loses its power. */
  async kill(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server?.pid === undefined || server.exitCode !== null) return
    const ended = once(server, 'exit')
    process.kill(-server.pid, 'SIGKILL')
    await ended
  }

  /** Whether it takes connections. */
  async answers(): Promise<boolean> {
    try {
      const connection = await connect(this.uri, { timeout: 2_000 })
      await connection.close()
      if (this.management !== undefined) await fetch(this.management)
      return true
    } catch {
      return false
    }
  }

  /** Lets its operator do something: `ctl('stop_app')`. */
  async ctl(...args: readonly string[]): Promise<string> {
    const options = { env: this.#env, cwd: this.#folder }
    const { stdout } = await promisify(execFile)('rabbitmqctl', ['--quiet', ...args], options)
    return stdout
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function enableManagement(folder: string, port: number): void {
  const lines = [`management.tcp.port = ${port}`, 'management.tcp.ip = 127.0.0.1', '']
  writeFileSync(join(folder, 'rabbitmq.conf'), lines.join('\n'))
  writeFileSync(join(folder, 'enabled_plugins'), '[rabbitmq_management].\n')
}

function searchPath(): string {
  const path = process.env.PATH ?? ''
  return existsSync(DEBIAN) ? `${DEBIAN}${delimiter}${path}` : path
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
