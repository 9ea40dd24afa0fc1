import type { TransportEvent } from './amqp/index.js'
import { RpcCaller } from './client/index.js'
import { brokerAccess, type LoadedConfig, loadConfig } from './config/index.js'
import { announce } from './discovery/index.js'
import {
  consumeEntrypoint,
  customEntrypoint,
  eventEntrypoint,
  rpcEntrypoint,
  timerEntrypoint,
} from './entrypoints/index.js'
import { ServiceDefinitionError } from './errors/index.js'
import { HostedServices, type Running } from './hosted-services.js'
import { Hub } from './hub/index.js'
import { checkInterceptors, type Interceptor } from './interceptor/index.js'
import type { Logger } from './log/index.js'
import { MessageSender } from './messaging/index.js'
import { openLog } from './open-log.js'
import { openProbes, type Probes } from './open-probes.js'
import { openSerializers } from './open-serializers.js'
import { openWeb, type Web } from './open-web.js'
import { serializersOf } from './serializers-of.js'
import {
  Container,
  type HostSettings,
  type ObservedCall,
  type ServiceDefinition,
} from './service/index.js'
import type { Token } from './token/index.js'
import type { Transport } from './transport/index.js'
import { version } from './version.js'
import { eventExchange, type Serializer, type Serializers } from './wire/index.js'

export interface RunOptions {
  /** The configuration. @default config.yaml of the working directory, if there is one */
  readonly config?: LoadedConfig
  /** The broker, whatever the configuration says. */
  readonly uri?: string
  /**
   * A logger of your own; it decides on levels itself. Secrets of the configuration are hidden from it.
   * @default standard error, at the configuration's level or `info`
   */
  readonly log?: Logger
  /** Told of the connection's fate. */
  readonly onEvent?: (event: TransportEvent) => void
  /** What stands around all calls of these services, outside of the services' own. @default none */
  readonly interceptors?: readonly Interceptor[]
  /**
   * Serialisers beside JSON, MessagePack and those of the services. The configuration's `serializer` and `ACCEPT` decide
   * which are used. @default none
   */
  readonly serializers?: readonly Serializer[]
  /** Told of each call when it has ended, and what it has called in turn. */
  readonly onCall?: (call: ObservedCall) => void
  /** Aborted, it ends the start: also the wait for a broker that does not answer, or no more. */
  readonly signal?: AbortSignal
}

/** What tests change of services. */
interface TestOptions {
  /** What is started in place of tokens that the services inject. */
  readonly replaced?: ReadonlyMap<Token<unknown>, Token<unknown>>
}

/**
 * Starts services; they serve until they are closed. A broker that cannot be reached is waited for.
 * @param definitions Generated: `main.ts` lists all of a project.
 * @throws {ServiceDefinitionError} when a class and its generated files do not fit.
 * @throws {ConfigError} when the configuration names a serialiser that is not there, or the port of
 * the HTTP server or of the probes cannot be had.
 * @throws {BrokerRefused} when the broker refuses the login or a declaration.
 */
export async function run(
  definitions: readonly ServiceDefinition[],
  options: RunOptions = {},
): Promise<Running> {
  return host(definitions, options)
}

/** What {@link run} does; a test gets more out of it. */
export async function host(
  definitions: readonly ServiceDefinition[],
  options: RunOptions & TestOptions,
): Promise<HostedServices> {
  refuseDoubles(definitions)
  const interceptors = checkInterceptors(options.interceptors ?? [], 'run()')
  const config = options.config ?? (await loadConfig({ broker: options.uri }))
  const serializers = await openSerializers(config.serialization, [
    ...(options.serializers ?? []),
    ...serializersOf(definitions),
  ])
  const openAt = (level = config.logLevel ?? 'info') => openLog(config, level, options.log)
  const log = await openAt()
  const probes = await openProbes(config)
  const transport = await openTransport(definitions, config, log, options, probes)
  const hub = new Hub(config.webSocket.maxSubscriptions)
  const web = await openWeb(definitions, config, hub, log)
  const containers: Container[] = []
  const { server } = web
  const { drainTimeout } = config
  const services = new HostedServices({ containers, transport, server, probes, drainTimeout, log })
  // Without its transport, what waits in a start for the broker fails.
  const abandon = () => void transport.close()
  options.signal?.addEventListener('abort', abandon, { once: true })
  try {
    for (const definition of definitions) {
      containers.push(
        createContainer(definition, {
          config,
          transport,
          serializers,
          log: await openAt(config.logLevels.get(definition.name)),
          interceptors,
          options,
          hub,
          web,
        }),
      )
    }
    await Promise.all(containers.map((container) => container.start()))
    await services.listen()
    // Last, because it tells where they listen.
    if (config.introspection) {
      await announce({ transport, definitions, http: services.http, version, log })
    }
    probes.health.started = true
  } catch (error) {
    await services.close()
    throw error
  } finally {
    options.signal?.removeEventListener('abort', abandon)
  }
  return services
}

async function openTransport(
  definitions: readonly ServiceDefinition[],
  config: LoadedConfig,
  log: Logger,
  { onEvent, signal }: RunOptions,
  probes: Probes,
): Promise<Transport> {
  const { connectAmqp, logEvents } = await loadAmqp()
  const tell = onEvent ?? logEvents(log)
  try {
    return await connectAmqp({
      ...(await brokerAccess(config)),
      name: definitions.map(({ name }) => name).join(', '),
      logger: log,
      retry: 'forever',
      onEvent: (event) => {
        probes.follow(event)
        tell(event)
      },
      ...(signal !== undefined && { signal }),
    })
  } catch (error) {
    probes.close()
    throw error
  }
}

interface Surroundings {
  readonly config: LoadedConfig
  readonly transport: Transport
  readonly serializers: Serializers
  readonly log: Logger
  readonly interceptors: readonly Interceptor[]
  readonly options: RunOptions & TestOptions
  readonly hub: Hub
  readonly web: Web
}

function createContainer(
  definition: ServiceDefinition,
  {
    config,
    transport,
    serializers,
    log,
    interceptors,
    options: { onCall, replaced },
    hub,
    web,
  }: Surroundings,
): Container {
  const caller = new RpcCaller({
    transport,
    owner: definition.name,
    rpcExchange: config.rpcExchange,
    timeout: config.rpcTimeout,
    maxMessageSize: config.maxMessageSize,
    serializers,
  })
  const sender = new MessageSender({
    transport,
    eventExchange: eventExchange(definition.name, { autoDelete: config.autoDeleteEventExchanges }),
    declareEventExchange: config.declareEventExchanges,
    events: definition.events ?? {},
    timeout: config.rpcTimeout,
    maxMessageSize: config.maxMessageSize,
    serializers,
  })
  return new Container({
    definition,
    transport,
    caller,
    sender,
    sockets: hub,
    entrypoints: [
      rpcEntrypoint,
      eventEntrypoint,
      consumeEntrypoint,
      timerEntrypoint,
      customEntrypoint,
      ...web.entrypoints,
    ],
    settings: hostSettings(config, serializers),
    config: config.raw,
    log,
    interceptors,
    ...(onCall !== undefined && { onCall }),
    ...(replaced !== undefined && { replaced }),
  })
}

/** How many messages wait in the process for each worker: enough to hide the way to the broker. */
const PREFETCH_PER_WORKER = 10

function hostSettings(config: LoadedConfig, serializers: Serializers): HostSettings {
  const { maxWorkers, maxWaiting } = config
  const prefetch = config.prefetch ?? maxWorkers * PREFETCH_PER_WORKER
  return {
    rpcExchange: config.rpcExchange,
    declareEventExchanges: config.declareEventExchanges,
    autoDeleteEventExchanges: config.autoDeleteEventExchanges,
    maxWorkers,
    prefetch,
    rpcPrefetch: requestsAtOnce(prefetch, config),
    maxWaiting,
    parentCallsTracked: config.parentCallsTracked,
    maxMessageSize: config.maxMessageSize,
    serializers,
  }
}

/** So many that there are always some that the limit of those that wait can be told. */
function requestsAtOnce(prefetch: number, { maxWorkers, maxWaiting }: LoadedConfig): number {
  if (maxWaiting === undefined) return prefetch
  return Math.max(prefetch, Math.min(maxWorkers + 2 * maxWaiting + 1, MAX_PREFETCH))
}

/** What AMQP has room for. */
const MAX_PREFETCH = 65_535

function refuseDoubles(definitions: readonly ServiceDefinition[]): void {
  const names = definitions.map(({ name }) => name)
  const double = names.find((name, index) => names.indexOf(name) !== index)
  if (double === undefined) return
  throw new ServiceDefinitionError(`two of the services to run are called "${double}"`)
}

/** Loads, ahead of time, what {@link run} loads when it is called. */
export async function preloadRun(): Promise<void> {
  await loadAmqp()
}

/** Loaded when needed: who only decorates a class or tests one needs no AMQP. */
function loadAmqp(): Promise<typeof import('./amqp/index.js')> {
  return import('./amqp/index.js')
}
