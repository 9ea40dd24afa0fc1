import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ErrorCodec, MethodCodec, ParamCodec } from '../codec/index.js'
import type { Logger } from '../log/index.js'
import type { Headers } from '../transport/index.js'
import type { EntrypointFactory } from './entrypoint.js'

export type HttpVerb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a service answers over HTTP, and how that is served. Generated. */
export interface HttpDefinition {
  /** Loads the server: a program whose services answer no HTTP does not even contain it. */
  readonly load: () => Promise<HttpModule>
  readonly routes: readonly HttpRoute[]
}

export interface HttpRoute {
  readonly verb: HttpVerb
  /** `/orders/:id` */
  readonly path: string
  /** The method's name in the class. */
  readonly method: string
  /** Of an answer that is no error. @default 200 */
  readonly status?: number
  /** The method returns a `Response`, which is sent as it is. @default false */
  readonly response?: boolean
  readonly codec: MethodCodec
  /** The errors that it declares: the only ones of which an answer tells. @default none */
  readonly errors?: readonly ErrorCodec[]
  /** In the order of the method's parameters. */
  readonly params: readonly HttpParam[]
}

export interface HttpParam extends ParamCodec {
  /** Where its value comes from; `request` is the whole request. */
  readonly in: 'path' | 'query' | 'body' | 'request'
  /** What its text may stand for beside text. @default nothing else */
  readonly text?: readonly ('number' | 'boolean')[]
  /** It may be given any number of times. @default false */
  readonly list?: boolean
}

/** The module `mycelia/http`, as the runtime asks for it. */
export interface HttpModule {
  createHttpServer(settings: HttpSettings, log: Logger): HttpServer
}

/** The server that all services of a process share. */
export interface HttpServer {
  /** Brings a service its requests. */
  readonly entrypoint: EntrypointFactory
  /**
   * Opens the port, when all services have said what they answer.
   * @returns the server's URL.
   * @throws {ConfigError} when the port cannot be had.
   */
  listen(): Promise<string>
  /** Lets something else than HTTP be spoken on connections; once, before `listen`. */
  attach(protocol: UpgradedProtocol): void
  /** Takes no more requests, and finishes those under way. */
  close(): Promise<void>
}

/** What is spoken on a connection after an `Upgrade: websocket`. */
export interface UpgradedProtocol {
  /**
   * Takes a connection over.
   * @param context The context data of its request, as headers of a message.
   * @returns why not, if it does not: the connection is still the server's then.
   */
  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    context: Headers,
  ): UpgradeRefusal | undefined
  /** Takes no more, finishes what is under way, and closes all connections. */
  close(): Promise<void>
  /** Cuts all connections off. */
  cutOff(): void
}

export interface UpgradeRefusal {
  /** Of HTTP. */
  readonly status: number
  readonly why: string
}

/** Settings of the server, from the configuration. */
export interface HttpSettings {
  readonly host: string
  readonly port: number
  /** Bytes of a request's body, at most. */
  readonly bodyLimit: number
  /** Milliseconds from a request's arrival to its answer. */
  readonly timeout: number
  /** Milliseconds in which a request's headers must have come. */
  readonly headersTimeout: number
  /** Headers that become context data, by its keys. */
  readonly context: Readonly<Record<string, string>>
  /** Origins whose pages may read answers; `*` for all. */
  readonly cors: readonly string[]
}
