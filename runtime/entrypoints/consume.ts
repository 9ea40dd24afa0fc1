import {
  type Entrypoint,
  type EntrypointMetadata,
  type Host,
  readMetadata,
  type ServiceDefinition,
} from '../service/index.js'
import { MessageEntrypoint, type Subscription } from './message-entrypoint.js'
import { retryPlan } from './retry-plan.js'

type ConsumeMetadata = Extract<EntrypointMetadata, { readonly kind: 'consume' }>

/** Calls the methods with `@consume`. */
export function consumeEntrypoint(host: Host): Entrypoint {
  return new MessageEntrypoint(host, queueSubscriptions(host.definition))
}

/** The queues that a service consumes from beside those of its events, as it declares them. */
export function queueSubscriptions(definition: ServiceDefinition): readonly Subscription[] {
  return readMetadata(definition.class)
    .entrypoints.filter(
      (entrypoint): entrypoint is ConsumeMetadata => entrypoint.kind === 'consume',
    )
    .map((consumer) => subscriptionOf(consumer, definition))
}

function subscriptionOf(
  { method, queue, options }: ConsumeMetadata,
  definition: ServiceDefinition,
): Subscription {
  const { declare = true, exchanges = [], bindings = [], ...settings } = queue
  return {
    kind: 'consume',
    method,
    codec: definition.handlers![method]!,
    source: { queue: { ...settings, bindings }, exchanges, declare },
    options,
    route: { queue: queue.name, base: queue.name, pauses: retryPlan(options.requeueOnError) },
  }
}
