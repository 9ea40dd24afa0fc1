import { type LoadedConfig, loadConfig, parseDuration } from '../config/index.js'
import { type Cluster, type ConnectOptions, connect } from '../connect.js'
import type { HostedServices } from '../hosted-services.js'
import { type Logger, stderrLogger } from '../log/index.js'
import { openSerializers } from '../open-serializers.js'
import { host } from '../run.js'
import { serializersOf } from '../serializers-of.js'
import type { ServiceDefinition, WorkerOptions } from '../service/index.js'
import type { EventReference, Token } from '../token/index.js'
import type { Exchange } from '../transport/index.js'
import { eventExchange, type Serializers } from '../wire/index.js'
import { type Capture, MessageCapture } from './capture.js'
import { closeWithin } from './close-within.js'
import {
  type EntrypointCall,
  EntrypointCalls,
  type EntrypointResult,
  type WaitOptions,
} from './entrypoint-calls.js'
import { findContainer, findEntrypoint, type Hook, hookOf, type MethodsOf } from './hook.js'
import type { Replacement } from './replace.js'

export interface TestClusterOptions
  extends Pick<ConnectOptions, 'context' | 'serializers' | 'timeout'> {
  /** What services get in place of what they inject. @default nothing is replaced */
  readonly replace?: readonly Replacement[]
  /** Keys of the configuration; no file and no environment is read. @default none */
  readonly config?: Readonly<Record<string, unknown>>
  /** A broker to use. @default one of its own, in this process */
  readonly uri?: string
  /**
   * How long `close()` waits for calls under way, and for providers to stop: `'500ms'`, or
   * milliseconds. Then it ends them, and rejects. @default '5s'
   */
  readonly closeTimeout?: string | number
  /** @default warnings and errors on standard error */
  readonly log?: Logger
}

/** Several services in one process, and a caller of them. */
export interface TestCluster extends Omit<Cluster, 'dispatchEvent' | 'close'> {
  readonly uri: string
  /**
   * Calls methods of a running service past the broker: in a worker, with all that it injects, but
   * what is given and returned is neither checked nor encoded.
   */
  hook<Service extends object>(type: new () => Service, options?: WorkerOptions): Hook<Service>
  /**
   * Waits until a method has run that is called from now on: by a request, an event, a timer.
   * @throws what the method threw, of the call that is meant; when none came in time.
   */
  waitFor<Service extends object, Name extends keyof MethodsOf<Service> & string>(
    type: new () => Service,
    method: Name,
    options?: WaitOptions<
      EntrypointCall<
        Parameters<MethodsOf<Service>[Name]>,
        Awaited<ReturnType<MethodsOf<Service>[Name]>>
      >
    >,
  ): Promise<
    EntrypointResult<
      Parameters<MethodsOf<Service>[Name]>,
      Awaited<ReturnType<MethodsOf<Service>[Name]>>
    >
  >
  /**
   * Emits an event in the name of a service. Of one that runs here it is encoded by its type, of
   * others it travels as JSON.
   */
  dispatchEvent<Payload>(
    event: EventReference<string, string, Payload>,
    payload: NoInfer<Payload>,
  ): Promise<void>
  /**
   * Collects, from now on, the events of a type, or all messages of an exchange with a routing key.
   * Of a service that runs here payloads are decoded by their type; others come as JSON.
   */
  capture<Payload>(event: EventReference<string, string, Payload>): Promise<Capture<Payload>>
  capture(from: {
    readonly exchange: Exchange
    readonly routingKey: string
  }): Promise<Capture<unknown>>
  /**
   * Waits for the calls under way, and stops services and broker. What has not ended within
   * `closeTimeout` is left to itself: its `signal` is aborted, its providers are killed.
   * @throws {Error} then, when all else is closed; it names the methods that have not returned.
   */
  close(): Promise<void>
}

/**
 * Starts services on a broker of their own, in this process, to test them together.
 *
 * ```ts
 * await using cluster = await testCluster([ordersServer, paymentsServer], {
 *   replace: [replace(Database, fakeDatabase)],
 * })
 * await cluster.client(OrdersClient).place(order)
 * ```
 *
 * @throws {ServiceDefinitionError} when a class and its generated files do not fit; what a provider
 * that does not start throws; {BrokerUnreachable} when no broker answers at `uri`.
 */
export async function testCluster(
  definitions: readonly ServiceDefinition[],
  options: TestClusterOptions = {},
): Promise<TestCluster> {
  const log = options.log ?? stderrLogger('warn')
  const limit = parseDuration(options.closeTimeout ?? '5s')
  const broker = options.uri === undefined ? await openBroker(options.log) : undefined
  const uri = options.uri ?? broker!.uri
  const calls = new EntrypointCalls()
  let services: HostedServices | undefined
  let cluster: Cluster | undefined
  const close = async () => {
    try {
      await cluster?.close()
      if (services !== undefined) await closeWithin(limit, services, calls)
    } finally {
      await broker?.close()
    }
  }
  try {
    const config = await loadConfig({ broker: uri, values: options.config ?? {} })
    const replaced = replacedTokens(options.replace ?? [])
    // First, because it gives up on a broker that does not answer; services wait for it.
    const serializers = [...(options.serializers ?? []), ...serializersOf(definitions)]
    cluster = await connect({ ...options, config, log, serializers })
    services = await host(definitions, {
      config,
      log,
      replaced,
      interceptors: [calls.watch],
      serializers,
    })
    const known = await openSerializers(config.serialization, serializers)
    return makeCluster({ services, cluster, calls, config, serializers: known, uri, close })
  } catch (error) {
    await close()
    throw error
  }
}

interface Parts {
  readonly services: HostedServices
  readonly cluster: Cluster
  readonly calls: EntrypointCalls
  readonly config: LoadedConfig
  readonly serializers: Serializers
  readonly uri: string
  readonly close: () => Promise<void>
}

function makeCluster(parts: Parts): TestCluster {
  const { services, cluster, calls, config, serializers, uri, close } = parts
  const find = (type: object) => findContainer(services.containers, type)
  const codecOf = ({ source, type }: EventReference<string, string, unknown>) =>
    services.containers.find(({ definition }) => definition.name === source)?.definition.events?.[
      type
    ]
  const test: Omit<TestCluster, keyof Cluster> & Pick<TestCluster, 'dispatchEvent'> = {
    uri,
    hook: (type, options) => hookOf(find(type), options) as never,
    waitFor(type, method, options) {
      const { definition } = find(type)
      findEntrypoint(definition, method)
      return calls.next({ service: definition.name, method }, (options ?? {}) as never) as never
    },
    dispatchEvent(event, payload) {
      const encode = codecOf(event)?.encode
      const json = encode === undefined ? payload : encode(payload)
      return cluster.dispatchEvent(event.source, event.type, json)
    },
    async capture(
      from:
        | EventReference<string, string, any>
        | { readonly exchange: Exchange; readonly routingKey: string },
    ): Promise<Capture<any>> {
      const isEvent = 'source' in from
      const exchange = isEvent
        ? eventExchange(from.source, { autoDelete: config.autoDeleteEventExchanges })
        : from.exchange
      const routingKey = isEvent ? from.type : from.routingKey
      const schema = isEvent ? await codecOf(from)?.schema() : undefined
      const decode = (json: unknown) =>
        schema === undefined ? json : ((schema.safeDecode(json) as { data?: unknown }).data ?? json)
      const capture = new MessageCapture(`${exchange.name} ${routingKey}`, decode, serializers)
      const binding = { exchange: exchange.name, routingKey }
      await services.transport.consume({
        exchanges: [exchange],
        queue: { name: '', exclusive: true, autoDelete: true, bindings: [binding] },
        ack: 'auto',
        onMessage: capture.take,
      })
      return capture
    },
  }
  return {
    client: cluster.client,
    rpc: cluster.rpc,
    discover: cluster.discover,
    address: cluster.address,
    ...test,
    close,
    [Symbol.asyncDispose]: close,
  }
}

function replacedTokens(
  replacements: readonly Replacement[],
): ReadonlyMap<Token<unknown>, Token<unknown>> {
  return new Map(
    replacements.map(({ token, value }) => [
      token,
      { name: token.name, start: () => ({ get: () => value }) },
    ]),
  )
}

/** Loaded when needed: who tests a class alone needs no broker. */
async function openBroker(log: Logger | undefined) {
  const { startBroker } = await import('../broker/index.js')
  // That it is for tests only need not be said here.
  return startBroker({ log: log ?? stderrLogger('error') })
}
