import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer as WsServer } from 'ws'
import type { CalledMethod } from '../entrypoints/index.js'
import {
  type ErrorOnTheWire,
  errorToWire,
  type MalformedRequest,
  MethodNotFound,
  ServiceDefinitionError,
} from '../errors/index.js'
import { eventText } from '../hub/index.js'
import type {
  EntrypointFactory,
  UpgradedProtocol,
  UpgradeRefusal,
  WebSocketServer,
  WebSocketServerOptions,
} from '../service/index.js'
import type { Headers } from '../transport/index.js'
import { answerText, type Outcome } from './answer-text.js'
import { Connection } from './connection.js'
import { isAllowedOrigin } from './is-allowed-origin.js'
import { readRequest, type SocketRequest } from './read-request.js'
import { WebSocketEntrypoint } from './web-socket-entrypoint.js'

/** Where Nameko answers web sockets (`web/websocket.py`, `get_url_rule`). */
const PATH = '/ws'

/** Makes the web sockets that the services of a process share, on their HTTP server. */
export function createWebSocketServer(options: WebSocketServerOptions): WebSocketServer {
  const server = new SharedSockets(options)
  options.http.attach(server)
  return server
}

type Answer = (data: unknown, connection: Connection) => Promise<Outcome>

class SharedSockets implements WebSocketServer, UpgradedProtocol {
  readonly entrypoint: EntrypointFactory
  readonly #options: WebSocketServerOptions
  readonly #server: WsServer
  readonly #connections = new Set<Connection>()
  /** By the methods' names in requests. */
  readonly #methods = new Map<string, { readonly service: string; readonly answer: Answer }>()
  #pings: NodeJS.Timeout | undefined

  constructor(options: WebSocketServerOptions) {
    const { http, settings } = options
    this.#options = options
    this.#server = new WsServer({
      noServer: true,
      clientTracking: false,
      maxPayload: settings.maxPayload,
    })
    this.entrypoint = (host) => {
      const entrypoint = new WebSocketEntrypoint(host, () => http.close())
      for (const [name, target] of entrypoint.targets()) {
        this.#add(name, target, host.definition.name, entrypoint)
      }
      return entrypoint
    }
  }

  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    context: Headers,
  ): UpgradeRefusal | undefined {
    const refusal = this.#refusal(request)
    if (refusal !== undefined) return refusal
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      const { settings, hub, log } = this.#options
      const answer = (message: Buffer, from: Connection) => this.#answer(message, from)
      const connection = new Connection({ socket: opened, context, settings, log, answer })
      this.#connections.add(connection)
      hub.add(connection)
      void connection.closed.then(() => this.#forget(connection))
      this.#pings ??= setInterval(() => this.#ping(), settings.pingInterval).unref()
      connection.send(eventText('connected', { socket_id: connection.id }))
    })
    return undefined
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections].map((connection) => connection.close()))
  }

  cutOff(): void {
    for (const connection of this.#connections) connection.cutOff()
  }

  #add(name: string, target: CalledMethod, service: string, entrypoint: WebSocketEntrypoint): void {
    const other = this.#methods.get(name)
    if (other !== undefined) {
      throw new ServiceDefinitionError(
        `${other.service} and ${service} both answer '${name}' on web sockets, which they share: ` +
          "give one of the two another name: @websocket({ name: '...' })",
      )
    }
    const answer: Answer = (data, connection) => entrypoint.answer(target, data, connection)
    this.#methods.set(name, { service, answer })
  }

  #refusal(request: IncomingMessage): UpgradeRefusal | undefined {
    const { settings } = this.#options
    if (pathOf(request) !== PATH) return { status: 404, why: `web sockets are at ${PATH}` }
    if (!isAllowedOrigin(request, settings.origins)) {
      const why = `pages of ${request.headers.origin} may not open web sockets here`
      this.#options.log.warn(`${why}; websocket_origins does not list it`)
      return { status: 403, why }
    }
    return this.#connections.size < settings.maxSockets
      ? undefined
      : { status: 503, why: 'as many web sockets are open as websocket_max_sockets allows' }
  }

  async #answer(message: Buffer, connection: Connection): Promise<string> {
    let request: SocketRequest
    try {
      request = readRequest(message)
    } catch (error) {
      return answerText({ error: errorToWire(error as MalformedRequest) }, null)
    }
    const { method, data, correlationId } = request
    const found = typeof method === 'string' ? this.#methods.get(method) : undefined
    const outcome = (await found?.answer(data, connection)) ?? { error: NO_METHOD }
    return answerText(outcome, correlationId)
  }

  #forget(connection: Connection): void {
    this.#connections.delete(connection)
    this.#options.hub.remove(connection.id)
    if (this.#connections.size > 0) return
    clearInterval(this.#pings)
    this.#pings = undefined
  }

  #ping(): void {
    for (const connection of this.#connections) connection.ping()
  }
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.replace(/[?#].*$/s, '')
}

/** Nameko does not say which. */
const NO_METHOD: ErrorOnTheWire = {
  ...errorToWire(new MethodNotFound('')),
  exc_args: [],
}
