import type { TransportEvent } from './amqp/index.js'
import {
  type CallOptions,
  type ClientToken,
  EventDispatcher,
  RpcCaller,
  type RpcProxy,
  rpcProxy,
} from './client/index.js'
import { brokerAccess, type LoadedConfig, loadConfig, parseDuration } from './config/index.js'
import { Discovery, type Instance } from './discovery/index.js'
import {
  checkInterceptors,
  type Interceptor,
  intercept,
  interceptCaller,
  outgoingCall,
} from './interceptor/index.js'
import type { Logger, LogLevel } from './log/index.js'
import { openLog } from './open-log.js'
import { openSerializers } from './open-serializers.js'
import type { Serializer } from './wire/index.js'

export interface ConnectOptions {
  /** The broker: `amqp://user:password@host:port/vhost`. @default what the configuration says */
  readonly uri?: string
  /** The configuration. @default config.yaml of the working directory, if there is one */
  readonly config?: LoadedConfig
  /** How long a call may take unless it says otherwise. @default the configuration's `rpc_timeout` */
  readonly timeout?: string | number
  /** Context data that travels with each call. */
  readonly context?: CallOptions['context']
  /** What stands around all calls, and around events that are dispatched. @default none */
  readonly interceptors?: readonly Interceptor[]
  /**
   * Serialisers beside JSON and MessagePack. The configuration's `serializer` and `ACCEPT` decide
   * which are used. @default none
   */
  readonly serializers?: readonly Serializer[]
  /**
   * A logger of your own; it decides on levels itself. Secrets of the configuration are hidden from it.
   * @default standard error
   */
  readonly log?: Logger
  /** The least severe that is written to standard error. @default the configuration's, or `warn` */
  readonly logLevel?: LogLevel
  /** Told of the connection's fate. @default it is logged */
  readonly onEvent?: (event: TransportEvent) => void
}

export interface DiscoverOptions {
  /** How long to listen for answers. @default '300ms' */
  readonly within?: string | number
}

/** A connection to the broker for calls to all services, where no service is the caller. */
export interface Cluster extends AsyncDisposable {
  /** A client of a service. `service` names another one that fulfils the same contract. */
  client<T>(token: ClientToken<T>, options?: { readonly service?: string }): T
  /** Any service, without a contract: `cluster.rpc.greeting_service.hello('ujun')`. */
  readonly rpc: RpcProxy
  /** The broker, its password masked. */
  readonly address: string
  /**
   * Emits an event in the name of a service, to whoever handles it.
   * @returns when the broker has taken it.
   * @throws {BrokerRefused} when no service has declared the exchange of these events yet.
   */
  dispatchEvent(service: string, type: string, data: unknown): Promise<void>
  /**
   * Asks running instances what they serve. Services in Python do not answer, nor do those with
   * `introspection: false`; a broker's user who may not ask gets an empty list.
   */
  discover(options?: DiscoverOptions): Promise<readonly Instance[]>
  /** Fails the calls in flight with ConnectionLost and lets go of the broker. */
  close(): Promise<void>
}

/**
 * Connects to the broker, to call services from a script, a test or a web application.
 *
 * ```ts
 * await using cluster = await connect({ uri: 'amqp://localhost' })
 * await cluster.client(GreetingClient).hello('ujun')
 * ```
 *
 * @throws {ConfigError} when the configuration names a serialiser that is not there.
 * @throws {BrokerUnreachable} when no broker answers, after a few attempts.
 * @throws {BrokerRefused} when it refuses the login.
 */
export async function connect(options: ConnectOptions = {}): Promise<Cluster> {
  const interceptors = checkInterceptors(options.interceptors ?? [], 'connect()')
  const config = options.config ?? (await loadConfig({ broker: options.uri }))
  const serializers = await openSerializers(config.serialization, options.serializers)
  const level = options.logLevel ?? config.logLevel ?? 'warn'
  const log = await openLog(config, level, options.log)
  // Loaded here: who only decorates a class or tests one needs no AMQP.
  const { connectAmqp } = await import('./amqp/index.js')
  const transport = await connectAmqp({
    ...(await brokerAccess(config)),
    name: 'mycelia client',
    logger: log,
    ...(options.onEvent !== undefined && { onEvent: options.onEvent }),
  })
  const caller = new RpcCaller({
    transport,
    rpcExchange: config.rpcExchange,
    timeout: options.timeout === undefined ? config.rpcTimeout : parseDuration(options.timeout),
    maxMessageSize: config.maxMessageSize,
    serializers,
  })
  const { maxMessageSize } = config
  const events = new EventDispatcher({ transport, maxMessageSize, serializers })
  const discovery = new Discovery(transport, log)
  const close = async () => {
    await caller.close()
    await transport.close()
  }
  const defaults = { data: options.context }
  const intercepted = interceptCaller(caller, interceptors)
  const dispatchEvent = async (service: string, method: string, payload: unknown) => {
    const call = outgoingCall({ kind: 'emit', service, method, args: [payload] })
    await intercept(interceptors, call, () => events.dispatch(service, method, payload, call.data))
  }
  return {
    client: (token, { service } = {}) => token.create(intercepted, defaults, service),
    rpc: rpcProxy(intercepted, defaults),
    get address() {
      return transport.address
    },
    dispatchEvent,
    discover: ({ within = DISCOVER_WITHIN } = {}) => discovery.discover(parseDuration(within)),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Milliseconds in which instances on a healthy broker answer. */
const DISCOVER_WITHIN = 300
