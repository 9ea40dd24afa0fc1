import { randomUUID } from 'node:crypto'
import { ServiceDefinitionError } from '../errors/index.js'
import {
  type Entrypoint,
  type EntrypointMetadata,
  type Host,
  readMetadata,
} from '../service/index.js'
import { type EventSubscription, eventExchange, eventQueue, eventQueueBase } from '../wire/index.js'
import { MessageEntrypoint, type Subscription } from './message-entrypoint.js'
import { retryPlan } from './retry-plan.js'

type OnMetadata = Extract<EntrypointMetadata, { readonly kind: 'on' }>

/** Calls the methods with `@on`. */
export function eventEntrypoint(host: Host): Entrypoint {
  const { entrypoints } = readMetadata(host.definition.class)
  const handlers = entrypoints.filter((entrypoint): entrypoint is OnMetadata => {
    return entrypoint.kind === 'on'
  })
  return new MessageEntrypoint(
    host,
    handlers.map((handler) => subscriptionOf(handler, host)),
  )
}

function subscriptionOf(metadata: OnMetadata, { definition, settings }: Host): Subscription {
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
