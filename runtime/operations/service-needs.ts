import type { ClientToken } from '../client/index.js'
import type { Config } from '../config/index.js'
import { eventSubscriptions, queueSubscriptions, returnRoutes } from '../entrypoints/index.js'
import type { PublisherToken } from '../messaging/index.js'
import {
  injectedTokens,
  PAYLOAD,
  readMetadata,
  type ServiceDefinition,
  sensitivePaths,
} from '../service/index.js'
import type { Token } from '../token/index.js'
import type { ConsumeOptions, Exchange, Queue } from '../transport/index.js'
import {
  batonQueue,
  eventExchange,
  QUEUE_EXCHANGE,
  rpcExchange,
  rpcQueue,
  STANDALONE_CALLER,
} from '../wire/index.js'

/** What a service does at the broker. */
export interface ServiceNeeds {
  /** Its name, or that of what calls without being one. */
  readonly name: string
  /** What its reply queues are named after. */
  readonly replyOwner: string
  /** The exchange of requests and replies. */
  readonly rpcExchange: string
  /** What it consumes from, its reply queue aside. */
  readonly queues: readonly NeededQueue[]
  /** Services that it calls. */
  readonly calls: readonly string[]
  /** Whether it answers calls. */
  readonly answers: boolean
  /** The exchange of its events, and their types. */
  readonly emits?: { readonly exchange: Exchange; readonly types: readonly string[] }
  /** Whether it declares that exchange. */
  readonly declaresEvents: boolean
  /** Exchanges that it publishes to, where an exchange is only named not declared. */
  readonly publishes: readonly (string | Exchange)[]
  /** Whether it asks who runs, or tells. */
  readonly introspection: 'asks' | 'tells' | undefined
}

/** A queue that a service consumes from. */
export interface NeededQueue extends Required<Pick<ConsumeOptions, 'declare' | 'routes'>> {
  readonly carries: 'requests' | 'events' | 'messages' | 'batons'
  readonly queue: Queue
  /** Exchanges that are declared with it. */
  readonly exchanges: readonly Exchange[]
  /** What its dead-letter queue is named after. */
  readonly base: string
  /** Each instance has one of its own, with a name that begins with `base`. */
  readonly perInstance: boolean
  /** Pauses before each retry, in milliseconds. */
  readonly pauses: readonly number[]
  /** Paths of what nobody may read of a message. */
  readonly sensitive: readonly string[]
}

type Settings = Pick<
  Config,
  'rpcExchange' | 'declareEventExchanges' | 'autoDeleteEventExchanges' | 'introspection'
>

/** What a service does at the broker by what it is decorated with and what it injects. */
export function needsOf(definition: ServiceDefinition, config: Settings): ServiceNeeds {
  const { name, methods, events = {} } = definition
  const tokens = injectedTokens(definition.class)
  const types = Object.keys(events)
  const answers = Object.keys(methods).length > 0
  const { autoDeleteEventExchanges: autoDelete } = config
  return {
    name,
    replyOwner: name,
    rpcExchange: config.rpcExchange,
    queues: [
      ...(answers ? [requests(name, config.rpcExchange)] : []),
      ...messages(definition, config),
      ...batons(definition),
    ],
    calls: sorted(
      tokens.flatMap(({ token, options }) =>
        isClient(token) ? [options.service ?? token.definition.service] : [],
      ),
    ),
    answers,
    ...(types.length > 0 && { emits: { exchange: eventExchange(name, { autoDelete }), types } }),
    declaresEvents: config.declareEventExchanges,
    publishes: tokens.flatMap(({ token }) =>
      isPublisher(token) ? [token.publishes.exchange ?? ''] : [],
    ),
    introspection: config.introspection ? 'tells' : undefined,
  }
}

/** What a script does at the broker that calls services and is none: the shell, a web application. */
export function callerNeeds(
  name: string,
  services: readonly string[],
  config: Settings,
): ServiceNeeds {
  return {
    name,
    replyOwner: STANDALONE_CALLER,
    rpcExchange: config.rpcExchange,
    queues: [],
    calls: sorted(services),
    answers: false,
    declaresEvents: false,
    publishes: [],
    introspection: config.introspection ? 'asks' : undefined,
  }
}

function requests(service: string, exchange: string): NeededQueue {
  const queue = rpcQueue(service, exchange)
  return { ...lasting(queue), carries: 'requests', exchanges: [rpcExchange(exchange)] }
}

function messages(definition: ServiceDefinition, config: Settings): readonly NeededQueue[] {
  const all = [...eventSubscriptions(definition, config), ...queueSubscriptions(definition)]
  return all.map((subscription) => {
    const { kind, source, route } = subscription
    return {
      carries: kind === 'event' ? 'events' : 'messages',
      queue: source.queue,
      exchanges: source.exchanges ?? [],
      declare: source.declare ?? true,
      routes: returnRoutes(subscription),
      base: route.base,
      perInstance: route.base !== route.queue,
      pauses: [...new Set(route.pauses)],
      sensitive: sensitivePaths(definition, subscription.method, [PAYLOAD]),
    }
  })
}

function batons({ name, class: type }: ServiceDefinition): readonly NeededQueue[] {
  return readMetadata(type).entrypoints.flatMap((entrypoint) => {
    if (entrypoint.kind !== 'timer' || entrypoint.options.once !== 'cluster') return []
    const queue = batonQueue(name, entrypoint.method)
    return [{ ...lasting(queue), carries: 'batons' as const, exchanges: [QUEUE_EXCHANGE] }]
  })
}

function lasting(queue: Queue): Omit<NeededQueue, 'carries' | 'exchanges'> {
  return {
    queue,
    declare: true,
    routes: [],
    base: queue.name,
    perInstance: false,
    pauses: [],
    sensitive: [],
  }
}

function isClient(token: Token<unknown>): token is ClientToken<unknown> {
  return typeof (token as Partial<ClientToken<unknown>>).definition?.service === 'string'
}

function isPublisher(token: Token<unknown>): token is PublisherToken<unknown> {
  return typeof (token as Partial<PublisherToken<unknown>>).publishes === 'object'
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort()
}
