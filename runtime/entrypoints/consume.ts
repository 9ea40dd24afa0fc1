import {
  type Entrypoint,
  type EntrypointMetadata,
  type Host,
  readMetadata,
} from '../service/index.js'
import { MessageEntrypoint, type Subscription } from './message-entrypoint.js'
import { retryPlan } from './retry-plan.js'

type ConsumeMetadata = Extract<EntrypointMetadata, { readonly kind: 'consume' }>

/** Calls the methods with `@consume`. */
export function consumeEntrypoint(host: Host): Entrypoint {
  const { entrypoints } = readMetadata(host.definition.class)
  const consumers = entrypoints.filter((entrypoint): entrypoint is ConsumeMetadata => {
    return entrypoint.kind === 'consume'
  })
  return new MessageEntrypoint(
    host,
    consumers.map((consumer) => subscriptionOf(consumer, host)),
  )
}

function subscriptionOf(
  { method, queue, options }: ConsumeMetadata,
  { definition }: Host,
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
