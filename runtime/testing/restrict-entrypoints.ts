import { ServiceDefinitionError } from '../errors/index.js'
import { readMetadata, restrictClass, type ServiceDefinition } from '../service/index.js'

/**
 * A service of which only some methods are called: its other handlers take no events, its other
 * timers do not tick, its other methods are not found, over RPC, HTTP and web sockets.
 *
 * ```ts
 * await testCluster([restrictEntrypoints(ordersServer, 'place')])
 * ```
 *
 * @param methods By their names in TypeScript.
 * @throws {ServiceDefinitionError} when a method has no decorator of Mycelia's.
 */
export function restrictEntrypoints(
  definition: ServiceDefinition,
  ...methods: readonly string[]
): ServiceDefinition {
  const { entrypoints } = readMetadata(definition.class)
  const known = new Set(entrypoints.map(({ method }) => method))
  const unknown = methods.find((method) => !known.has(method))
  if (unknown !== undefined) {
    throw new ServiceDefinitionError(
      `${definition.class.name} has no entrypoint ${unknown}; it has ${[...known].join(', ')}`,
    )
  }
  const { handlers, http, websocket } = definition
  return {
    ...definition,
    class: restrictClass(definition.class, methods),
    methods: pick(definition.methods, methods),
    ...(handlers !== undefined && { handlers: pick(handlers, methods) }),
    ...(http !== undefined && {
      http: { ...http, routes: http.routes.filter(({ method }) => methods.includes(method)) },
    }),
    ...(websocket !== undefined && {
      websocket: { ...websocket, methods: pick(websocket.methods, methods) },
    }),
  }
}

function pick<T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))
}
