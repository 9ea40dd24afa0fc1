import type { Exchange, Queue } from '../transport/index.js'

/**
 * Which instances get an event (`events.py`): `service_pool`, one of each service that handles it;
 * `singleton`, one of all services; `broadcast`, every instance.
 */
export type EventHandlerType = 'service_pool' | 'singleton' | 'broadcast'

/** One method's interest in one event. */
export interface EventSubscription {
  /** The service that emits it. */
  readonly source: string
  /** The event's type, which is its routing key. */
  readonly type: string
  /** The service that handles it. */
  readonly service: string
  /** The handler's name on the wire. */
  readonly method: string
  readonly handler: EventHandlerType
  /** Whether events wait for instances that are down. */
  readonly reliable: boolean
  /** Of a broadcast: what tells this instance from the others. */
  readonly identifier: string
}

export interface EventExchangeOptions {
  /** The configuration's `AUTO_DELETE_EVENT_EXCHANGES`. @default false */
  readonly autoDelete?: boolean
}

/** The exchange that a service emits its events to. */
export function eventExchange(
  source: string,
  { autoDelete = false }: EventExchangeOptions = {},
): Exchange {
  return { name: `${source}.events`, type: 'topic', autoDelete }
}

/** The queue of a subscription, with exactly Nameko's flags: Python instances may share it. */
export function eventQueue(subscription: EventSubscription): Queue {
  const { source, type, handler, reliable, identifier } = subscription
  const isBroadcast = handler === 'broadcast'
  const base = eventQueueBase(subscription)
  return {
    name: isBroadcast ? `${base}-${identifier}` : base,
    exclusive: isBroadcast && !reliable,
    autoDelete: !reliable,
    bindings: [{ exchange: eventExchange(source).name, routingKey: type }],
  }
}

/** The part of a queue's name that all instances have in common. */
export function eventQueueBase(
  subscription: Pick<EventSubscription, 'source' | 'type' | 'service' | 'method' | 'handler'>,
): string {
  const { source, type, service, method, handler } = subscription
  const event = `evt-${source}-${type}`
  return handler === 'singleton' ? event : `${event}--${service}.${method}`
}
