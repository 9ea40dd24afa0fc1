import {
  type CallOptions,
  type ClientToken,
  RpcCaller,
  type RpcProxy,
  rpcProxy,
} from './client/index.js'
import { type LoadedConfig, loadConfig, parseDuration } from './config/index.js'
import { type Logger, stderrLogger } from './log/index.js'

export interface ConnectOptions {
  /** The broker: `amqp://user:password@host:port/vhost`. @default what the configuration says */
  readonly uri?: string
  /** The configuration. @default config.yaml of the working directory, if there is one */
  readonly config?: LoadedConfig
  /** How long a call may take unless it says otherwise. @default the configuration's `rpc_timeout` */
  readonly timeout?: string | number
  /** Context data that travels with each call. */
  readonly context?: CallOptions['context']
  /** @default warnings and errors on standard error */
  readonly log?: Logger
}

/** A connection to the broker for calls to all services, where no service is the caller. */
export interface Cluster extends AsyncDisposable {
  /** A client of a service. `service` names another one that fulfils the same contract. */
  client<T>(token: ClientToken<T>, options?: { readonly service?: string }): T
  /** Any service, without a contract: `cluster.rpc.greeting_service.hello('ujun')`. */
  readonly rpc: RpcProxy
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
 * @throws {BrokerUnreachable} when no broker answers, after a few attempts.
 * @throws {BrokerRefused} when it refuses the login.
 */
export async function connect(options: ConnectOptions = {}): Promise<Cluster> {
  const config = options.config ?? (await loadConfig({ broker: options.uri }))
  // Loaded here: who only decorates a class or tests one needs no AMQP.
  const { connectAmqp } = await import('./amqp/index.js')
  const transport = await connectAmqp({
    addresses: config.brokers,
    heartbeat: config.heartbeat,
    name: 'mycelia client',
    logger: options.log ?? stderrLogger('warn'),
  })
  const caller = new RpcCaller({
    transport,
    rpcExchange: config.rpcExchange,
    timeout: options.timeout === undefined ? config.rpcTimeout : parseDuration(options.timeout),
    maxMessageSize: config.maxMessageSize,
  })
  const close = async () => {
    await caller.close()
    await transport.close()
  }
  const defaults = { data: options.context }
  return {
    client: (token, { service } = {}) => token.create(caller, defaults, service),
    rpc: rpcProxy(caller, defaults),
    close,
    [Symbol.asyncDispose]: close,
  }
}
