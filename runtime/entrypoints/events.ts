import { randomUUID } from 'node:crypto'
import { ServiceDefinitionError } from '../errors/index.js'
import {
  type Entrypoint,
  type EntrypointMetadata,
  type Host,
  type HostSettings,
  readMetadata,
  type ServiceDefinition,
} from '../service/index.js'
import { type EventSubscription, eventExchange, eventQueue, eventQueueBase } from '../wire/index.js'
import { MessageEntrypoint, type Subscription } from './message-entrypoint.js'
import { retryPlan } from './retry-plan.js'

type OnMetadata = Extract<EntrypointMetadata, { readonly kind: 'on' }>

/** Calls the methods with `@on`. */
export function eventEntrypoint(host: Host): Entrypoint {
  return new MessageEntrypoint(host, eventSubscriptions(host.definition, host.settings))
}

/** What the configuration says of the exchanges of events. */
export type EventSettings = Pick<HostSettings, 'declareEventExchanges' | 'autoDeleteEventExchanges'>

/** The queues of the events that a service handles, as it declares them. */
export function eventSubscriptions(
  definition: ServiceDefinition,
  settings: EventSettings,
): readonly Subscription[] {
  return readMetadata(definition.class)
    .entrypoints.filter((entrypoint): entrypoint is OnMetadata => entrypoint.kind === 'on')
    .map((handler) => subscriptionOf(handler, definition, settings))
}

function subscriptionOf(
  metadata: OnMetadata,
  definition: ServiceDefinition,
  settings: EventSettings,
): Subscription {
  const { method, options } = metadata
  const codec = definition.handlers![method]!
  const event = eventOf(metadata, definition.name, codec.name)
  const queue = eventQueue(event)
  const exchange = eventExchange(event.source, { autoDelete: settings.autoDeleteEventExchanges })
  return {
    kind: 'event',
    method,
    codec,
    source: { queue, exchanges: settings.declareEventExchanges ? [exchange] : [] },
    options,
    route: {
      queue: queue.name,
      base: eventQueueBase(event),
      pauses: retryPlan(options.requeueOnError),
    },
  }
}

function eventOf(
  { source, type, options, method: name }: OnMetadata,
  service: string,
  method: string,
): EventSubscription {
  const { handler = 'service_pool', identifier } = options
  const isNameless = handler === 'broadcast' && identifier === undefined
  const { reliable = !isNameless } = options
  if (reliable && isNameless) {
    throw new ServiceDefinitionError(
      `${service}.${name} handles a broadcast reliably, for which it needs an identifier of its own: ` +
        'its queue has to be found again when it comes back',
    )
  }
  return {
    source,
    type,
    service,
    method,
    handler,
    reliable,
    identifier: identifier ?? randomUUID().replaceAll('-', ''),
  }
}
