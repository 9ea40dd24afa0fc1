import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { stderrLogger } from '../log/index.js'
import { type BrokerCore, Vhosts } from './broker-core.js'
import type { BrokerOptions, BrokerTls } from './broker-options.js'
import type { ClientCertificate, OnSocket } from './client-certificate.js'
import { Connection } from './connection.js'
import { declareDefinitions, policiesOf, usersOf } from './definitions.js'
import { isLoopback } from './loopback.js'
import { Memory } from './memory.js'
import { PolicyBook } from './policies.js'
import { type BrokerStatus, takeStatus } from './status.js'
import type { StatusPage } from './status-page.js'
import { Strictness } from './strict.js'
import { GUEST, Users } from './users.js'

/** Milliseconds for clients to take notice that the broker closes. */
const CLOSE_TIMEOUT = 500

/** A running broker. */
export interface Broker extends AsyncDisposable {
  readonly host: string
  readonly port: number
  /** Of the status page, if there is one. */
  readonly statusPort: number | undefined
  /** For the virtual host `/`, as the first user whose password is known. */
  readonly uri: string
  /** The same for another virtual host. */
  uriFor(vhost: string): string
  /** Makes a virtual host, unless there is one of that name. @returns its URI. */
  addVhost(name: string): string
  /** Removes a virtual host with all that is in it, and closes the connections to it. */
  removeVhost(name: string): void
  status(): BrokerStatus
  /** Closes all connections and forgets everything. */
  close(): Promise<void>
}

/**
 * Starts an AMQP 0-9-1 broker in this process, for development and tests. It listens on a loopback
 * address only, and keeps nothing: when it ends, all queues and messages are gone.
 * @throws {Error} in production, for a host that is not loopback, and when the port is taken.
 */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const { host = '127.0.0.1', port = 0, definitions = {}, strict = true } = options
  refuseProduction(options)
  if (!isLoopback(host)) {
    throw new Error(
      `the embedded broker listens on loopback only, not on ${host}: it is for development`,
    )
  }
  const startedAt = performance.now()
  const log = options.log ?? stderrLogger('warn')
  const users = [...usersOf(definitions), ...(options.users ?? [])]
  const accounts = users.length === 0 ? [GUEST] : users
  const connections = new Set<Connection>()
  const memory = new Memory(options.maxMemory ?? 256 * 1024 * 1024, (alarmed) => {
    log.warn(
      alarmed
        ? 'embedded broker: waiting messages take too much memory: publishers are held back'
        : 'embedded broker: there is memory again: publishers may go on',
    )
    if (!alarmed) for (const connection of connections) connection.unblock()
  })
  const core: BrokerCore = {
    limits: {
      frameMax: options.frameMax ?? 131_072,
      channelMax: options.channelMax ?? 2_047,
      heartbeat: options.heartbeat ?? 60,
      maxMessageSize: options.maxMessageSize ?? 16 * 1024 * 1024,
      maxConnections: options.maxConnections ?? 10_000,
      handshakeTimeout: options.handshakeTimeout ?? 10_000,
    },
    log,
    memory,
    strict: new Strictness(options.deprecated ?? (strict ? 'warn' : 'ignore'), log),
    users: new Users(accounts),
    vhosts: new Vhosts(memory, new PolicyBook(policiesOf(definitions)), log, !strict),
    connections,
  }
  const names = ['/', ...(options.vhosts ?? []), ...(definitions.vhosts ?? []).map((v) => v.name)]
  for (const name of names) {
    if (!core.vhosts.all.has(name)) declareDefinitions(definitions, core.vhosts.add(name))
  }
  const onSocket: OnSocket = (socket, certificate) => accept(socket, core, certificate)
  const server =
    options.tls === undefined
      ? createServer((socket) => onSocket(socket))
      : await startTls(options.tls, core, onSocket)
  server.listen(port, host)
  await once(server, 'listening')
  server.on('error', (error) => log.error('embedded broker: cannot accept connections', { error }))
  const page =
    options.statusPort === undefined
      ? undefined
      : await startPage(host, options.statusPort, server, () => takeStatus(core, startedAt))
  log.warn(
    'embedded broker: for development and tests only; it keeps nothing, ' +
      `and all of it is gone when it ends (${host}:${portOf(server)})`,
  )
  const protocol = options.tls === undefined ? 'amqp' : 'amqps'
  return new RunningBroker(core, server, page, host, accounts, startedAt, protocol)
}

async function startPage(
  host: string,
  port: number,
  server: Server,
  status: () => BrokerStatus,
): Promise<StatusPage> {
  try {
    // Node's HTTP server is dear to load, and hardly anybody asks for it.
    const { StatusPage } = await import('./status-page.js')
    return await StatusPage.start(host, port, status)
  } catch (error) {
    server.close()
    throw error
  }
}

function refuseProduction({ allowProduction = false }: BrokerOptions): void {
  if (process.env.NODE_ENV !== 'production' || allowProduction) return
  throw new Error(
    'the embedded broker keeps nothing and does not start with NODE_ENV=production: use RabbitMQ',
  )
}

async function startTls(tls: BrokerTls, core: BrokerCore, onSocket: OnSocket): Promise<Server> {
  // Node's TLS is dear to load, and few ask for it.
  const { createTlsServer } = await import('./tls-server.js')
  return createTlsServer(tls, core, onSocket)
}

function accept(socket: Socket, core: BrokerCore, certificate?: ClientCertificate): void {
  if (core.connections.size >= core.limits.maxConnections) {
    socket.destroy()
    core.log.warn(`embedded broker: more than ${core.limits.maxConnections} connections: refused`)
    return
  }
  core.connections.add(new Connection(socket, core, certificate))
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

class RunningBroker implements Broker {
  readonly host: string
  readonly port: number
  readonly statusPort: number | undefined
  readonly #core: BrokerCore
  readonly #server: Server
  readonly #page: StatusPage | undefined
  readonly #credentials: string
  readonly #protocol: 'amqp' | 'amqps'
  readonly #startedAt: number
  #closing: Promise<void> | undefined

  constructor(
    core: BrokerCore,
    server: Server,
    page: StatusPage | undefined,
    host: string,
    accounts: readonly { readonly name: string; readonly password?: string }[],
    startedAt: number,
    protocol: 'amqp' | 'amqps',
  ) {
    this.#protocol = protocol
    this.#core = core
    this.#server = server
    this.#page = page
    this.host = host
    this.port = portOf(server)
    this.statusPort = page?.port
    this.#startedAt = startedAt
    const account = accounts.find(({ password }) => password !== undefined)
    this.#credentials =
      account === undefined
        ? ''
        : `${encodeURIComponent(account.name)}:${encodeURIComponent(account.password!)}@`
  }

  get uri(): string {
    return this.uriFor('/')
  }

  uriFor(vhost: string): string {
    const host = this.host.includes(':') ? `[${this.host}]` : this.host
    return `${this.#protocol}://${this.#credentials}${host}:${this.port}/${encodeURIComponent(vhost)}`
  }

  addVhost(name: string): string {
    this.#core.vhosts.add(name)
    return this.uriFor(name)
  }

  removeVhost(name: string): void {
    const vhost = this.#core.vhosts.all.get(name)
    if (vhost === undefined) return
    this.#core.vhosts.all.delete(name)
    for (const connection of [...this.#core.connections]) {
      if (connection.isIn(vhost)) connection.shutDown()
    }
    vhost.close()
  }

  status(): BrokerStatus {
    return takeStatus(this.#core, this.#startedAt)
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #close(): Promise<void> {
    const { connections, vhosts } = this.#core
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const connection of [...connections]) connection.shutDown()
    const timer = setTimeout(() => {
      for (const connection of [...connections]) connection.destroy()
    }, CLOSE_TIMEOUT)
    await Promise.all([closed, this.#page?.close()])
    clearTimeout(timer)
    vhosts.close()
  }
}
