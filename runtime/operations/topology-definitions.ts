import type { Queue } from '../transport/index.js'
import type { ProjectTopology } from './project-topology.js'
import type { RabbitmqDefinitions } from './rabbitmq-definitions.js'

/** Exchanges, queues, bindings and policies as a part of a `definitions.json`. */
export function topologyDefinitions(
  { exchanges, queues, policies }: ProjectTopology,
  vhost: string,
): RabbitmqDefinitions {
  return {
    vhosts: [{ name: vhost }],
    exchanges: exchanges.map(({ name, type, durable = true, autoDelete = false }) => ({
      name,
      vhost,
      type,
      durable,
      auto_delete: autoDelete,
      internal: false,
      arguments: {},
    })),
    queues: queues.map((queue) => ({
      name: queue.name,
      vhost,
      durable: queue.durable ?? true,
      auto_delete: queue.autoDelete ?? false,
      arguments: argumentsOf(queue),
    })),
    bindings: queues.flatMap(({ name, bindings }) =>
      bindings.map(({ exchange, routingKey }) => ({
        source: exchange,
        vhost,
        destination: name,
        destination_type: 'queue' as const,
        routing_key: routingKey,
        arguments: {},
      })),
    ),
    policies: policies.map((policy) => ({ ...policy, vhost })),
  }
}

function argumentsOf({ arguments: given = {}, expires }: Queue): Readonly<Record<string, unknown>> {
  return { ...given, ...(expires !== undefined && { 'x-expires': expires }) }
}
