import type { MethodCodec } from '../codec/index.js'
import type { Logger } from '../log/index.js'
import type { EntrypointFactory } from './entrypoint.js'
import type { HttpModule, HttpServer } from './http-route.js'

/** What a service answers over web sockets, and how that is served. Generated. */
export interface WebSocketDefinition {
  /** Loads the server: a program whose services have no web sockets does not even contain it. */
  readonly load: () => Promise<WebSocketModule>
  /** How its methods cross the wire, by the name of the method in the class. */
  readonly methods: Readonly<Record<string, MethodCodec>>
}

/** The module `mycelia/websocket`, as the runtime asks for it. */
export interface WebSocketModule extends HttpModule {
  /** Answers web sockets on an HTTP server. */
  createWebSocketServer(options: WebSocketServerOptions): WebSocketServer
}

export interface WebSocketServerOptions {
  readonly http: HttpServer
  readonly hub: SocketRegister
  readonly settings: WebSocketSettings
  readonly log: Logger
}

/** The server that all services of a process share. */
export interface WebSocketServer {
  /** Brings a service its requests. */
  readonly entrypoint: EntrypointFactory
}

/** The open sockets of the process, as the server tells of them. */
export interface SocketRegister {
  add(socket: { readonly id: string; send(text: string): void }): void
  /** Forgets a socket, and what it listens to. */
  remove(id: string): void
}

/** Settings of the server, from the configuration. */
export interface WebSocketSettings {
  /** Origins whose pages may open sockets, beside the server's own; `*` for all. */
  readonly origins: readonly string[]
  /** Bytes of a message from a peer, at most. */
  readonly maxPayload: number
  /** Sockets that are open at a time. */
  readonly maxSockets: number
  /** Requests of one socket that wait for their turn; more are not read until then. */
  readonly maxPending: number
  /** Bytes that wait to be sent to one socket; it is closed when it does not take them. */
  readonly maxBuffered: number
  /** Milliseconds between signs of life; a socket that gives none in one of them is closed. */
  readonly pingInterval: number
}
