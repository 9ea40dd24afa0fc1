import type { LogLevel } from '../log/index.js'
import type { BrokerAddress, LoginMethod } from '../transport/index.js'
import type { WebSocketConfig } from './read-websocket.js'

/** A checked configuration: what is not set has its default. */
export interface Config {
  /** `AMQP_URI`: the brokers of one cluster, to be tried in turn. @default guest at localhost */
  readonly brokers: readonly BrokerAddress[]
  /** `AMQP_SSL`: how TLS is done where a broker's protocol is `amqps`. */
  readonly tls: TlsSettings
  /** `LOGIN_METHOD` @default 'PLAIN' */
  readonly loginMethod: LoginMethod
  /** `HEARTBEAT`: seconds between signs of life on a connection, 0 for none. @default 60 */
  readonly heartbeat: number
  /** @default 'nameko-rpc' */
  readonly rpcExchange: string
  /** `rpc_timeout`: milliseconds that a call may take, in the file seconds. @default 10000 */
  readonly rpcTimeout: number
  /** Calls that a service runs at a time. @default 10 */
  readonly maxWorkers: number
  /**
   * Requests that wait for a worker of a service; those beyond are answered `Overloaded`.
   * @default no limit: they wait in the broker's queue
   */
  readonly maxWaiting: number | undefined
  /** `drain_timeout`: milliseconds that work under way may take when services stop, in the file seconds. @default 30000 */
  readonly drainTimeout: number
  /** `health_address`: where probes are answered, written as `WEB_SERVER_ADDRESS`. @default nowhere */
  readonly healthAddress: { readonly host: string; readonly port: number } | undefined
  /** `PREFETCH_COUNT`: messages that the broker hands over in advance. @default the host's choice */
  readonly prefetch: number | undefined
  /** Ids of earlier calls that a call remembers. @default 10 */
  readonly parentCallsTracked: number
  /** Whether instances tell what they serve when they are asked. @default true */
  readonly introspection: boolean
  /** Bytes of a message's body, at most. @default 4 MiB */
  readonly maxMessageSize: number
  /**
   * `WEB_SERVER_ADDRESS`, as `127.0.0.1:8000`, or as `8000`, which is on all addresses.
   * @default 127.0.0.1:8000
   */
  readonly webServer: { readonly host: string; readonly port: number }
  /** `http_body_limit`: bytes of a request's body, at most. @default 1 MiB */
  readonly httpBodyLimit: number
  /** `http_timeout`: milliseconds to a request's answer, in the file seconds. @default 30000 */
  readonly httpTimeout: number
  /** `http_headers_timeout`: milliseconds in which its headers must have come. @default 10000 */
  readonly httpHeadersTimeout: number
  /** `http_context`: headers that become context data, by its keys. @default none */
  readonly httpContext: Readonly<Record<string, string>>
  /** `http_cors`: origins whose pages may read answers. @default none */
  readonly httpCors: readonly string[]
  /** The keys that begin with `websocket_`. */
  readonly webSocket: WebSocketConfig
  /** @default false */
  readonly autoDeleteEventExchanges: boolean
  /** @default true */
  readonly declareEventExchanges: boolean
  /** `serializer`, `ACCEPT` and `SERIALIZERS`. @default JSON alone */
  readonly serialization: SerializationSettings
  /** The environment's `LOG_LEVEL`, or of `LOGGING` that of the root logger. @default the host's choice */
  readonly logLevel: ConfiguredLevel | undefined
  /**
   * `LOGGING`: the levels of its `loggers`, by name: that of a service is for the service. None where
   * the environment has a `LOG_LEVEL`.
   */
  readonly logLevels: ReadonlyMap<string, ConfiguredLevel>
  /** The whole document after substitution, the user's own keys included. */
  readonly raw: Readonly<Record<string, unknown>>
}

export type ConfiguredLevel = Exclude<LogLevel, 'silent'>

/** A configuration with what is odd about it without being wrong. */
export interface LoadedConfig extends Config {
  /** To be shown once at the start, one line each. */
  readonly warnings: readonly string[]
}

/** How bodies are written and read, by names that the program has to know. */
export interface SerializationSettings {
  /** Of what is sent. */
  readonly serializer: string
  /** What is read: names, or content types. */
  readonly accept: readonly string[]
  /** `SERIALIZERS`: what is not built in, as its peers know it. Its code is given to `run()`. */
  readonly declared: readonly {
    readonly name: string
    readonly contentType: string
    readonly contentEncoding: 'utf-8' | 'binary'
  }[]
  /** What a message about each of them begins with: `config.yaml:3:11: serializer`. */
  readonly places: Readonly<Record<'serializer' | 'accept' | 'declared', string>>
}

/** Paths are as written: relative ones start at the working directory. */
export interface TlsSettings {
  /** `ca_certs`: a PEM file of authorities to trust. @default Node's */
  readonly caFile?: string
  /** `certfile`: a PEM file with the certificate to present. */
  readonly certFile?: string
  /** `keyfile`: a PEM file with the key to that certificate. */
  readonly keyFile?: string
  /** `passphrase` or `password`: of the key. */
  readonly passphrase?: string
  /** `server_hostname`: the name that the broker's certificate must carry. @default the host */
  readonly serverName?: string
  /** `ciphers`: cipher suites to allow, as OpenSSL names them. @default Node's */
  readonly ciphers?: string
  /** Whether the broker must prove who it is: not with `cert_reqs: CERT_NONE`. @default true */
  readonly verify: boolean
}

export type { LoginMethod }
