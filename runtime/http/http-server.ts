import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from '../log/index.js'
import type {
  EntrypointFactory,
  HttpServer,
  HttpSettings,
  UpgradedProtocol,
} from '../service/index.js'
import { HttpEntrypoint } from './http-entrypoint.js'
import { HttpFailure } from './http-failure.js'
import { listenOn } from './listen-on.js'
import { problemResponse } from './problem-details.js'
import { RouteTable } from './route-table.js'
import { serveUpgrades } from './serve-upgrades.js'

/** Bytes of all headers of a request together. */
const MAX_HEADERS = 16 * 1024

/** Makes the server that the services of a process share. */
export function createHttpServer(settings: HttpSettings, log: Logger): HttpServer {
  return new SharedServer(settings, log)
}

class SharedServer implements HttpServer {
  readonly entrypoint: EntrypointFactory
  readonly #settings: HttpSettings
  readonly #log: Logger
  readonly #routes = new RouteTable()
  readonly #server: Server
  /** Connections that have not begun a request yet: to Node they count as busy. */
  readonly #fresh = new Set<Socket>()
  #listen: (incoming: IncomingMessage, outgoing: ServerResponse) => unknown = () => {}
  #upgraded: UpgradedProtocol | undefined
  #closed: Promise<void> | undefined

  constructor(settings: HttpSettings, log: Logger) {
    this.#settings = settings
    this.#log = log
    this.entrypoint = (host) => {
      const entrypoint = new HttpEntrypoint(host, settings, () => this.close())
      const { name, http } = host.definition
      for (const route of http?.routes ?? []) {
        this.#routes.add(route, name, (routed) => entrypoint.answer(route, routed))
      }
      return entrypoint
    }
    const { headersTimeout, timeout } = settings
    this.#server = createServer(
      {
        maxHeaderSize: MAX_HEADERS,
        headersTimeout,
        // One that answers late is told so by its entrypoint: this is for those it never hears of.
        requestTimeout: Math.max(headersTimeout, timeout) + 1_000,
        connectionsCheckingInterval: Math.min(1_000, headersTimeout),
      },
      (incoming, outgoing) => this.#handle(incoming, outgoing),
    )
    this.#server.on('connection', (socket) => {
      this.#fresh.add(socket)
      socket.once('close', () => this.#fresh.delete(socket))
    })
  }

  attach(protocol: UpgradedProtocol): void {
    this.#upgraded = protocol
    const isOpen = () => this.#closed === undefined
    serveUpgrades(this.#server, protocol, this.#settings.context, isOpen)
  }

  async listen(): Promise<string> {
    const { fetch } = this.#routes.app(this.#settings.cors)
    this.#listen = getRequestListener((request) => fetch(request), {
      overrideGlobalObjects: false,
      errorHandler: (error) => this.#explain(error),
    })
    return listenOn(this.#server, this.#settings)
  }

  close(): Promise<void> {
    this.#closed ??= this.#drain()
    return this.#closed
  }

  /** Idle connections end at once, the others after their answer; those that never end, in the end. */
  async #drain(): Promise<void> {
    if (!this.#server.listening) return
    const cutOff = setTimeout(() => {
      this.#upgraded?.cutOff()
      this.#server.closeAllConnections()
    }, this.#settings.timeout)
    const drained = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const socket of this.#fresh) if (socket.bytesRead === 0) socket.destroy()
    await Promise.all([drained, this.#upgraded?.close()])
    clearTimeout(cutOff)
  }

  #handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    this.#fresh.delete(incoming.socket)
    outgoing.once('close', () => {
      if (this.#closed !== undefined) setImmediate(() => this.#server.closeIdleConnections())
    })
    if (this.#closed !== undefined) outgoing.setHeader('connection', 'close')
    this.#listen(incoming, outgoing)
  }

  /** What fails before there is a request, or after its answer has begun. */
  #explain(error: unknown): Response {
    if (error instanceof Error && error.name === 'RequestError') {
      return problemResponse(new HttpFailure(400, 'the request has no valid host or URL'))
    }
    this.#log.error('an HTTP request failed', { error })
    return problemResponse(new HttpFailure(500, ''))
  }
}
