import { ServiceDefinitionError } from '../errors/index.js'
import type { HttpRoute } from './http-route.js'
import { type EntrypointMetadata, readMetadata } from './metadata.js'
import type { ServiceDefinition } from './service-definition.js'

/**
 * Compares the decorated class with what the generator has read from it.
 * @throws {ServiceDefinitionError} when they differ: the generated files are stale.
 */
export function checkDefinition(definition: ServiceDefinition): void {
  const { name, methods, handlers = {} } = definition
  const { service, entrypoints } = readMetadata(definition.class)
  const className = definition.class.name
  if (service === undefined) {
    throw new ServiceDefinitionError(
      `${className} is not a service: decorate it with @service('${name}')`,
    )
  }
  const decoratedWith = (...kinds: readonly EntrypointMetadata['kind'][]) =>
    entrypoints.filter(({ kind }) => kinds.includes(kind)).map(({ method }) => method)
  const decoratedRoutes = entrypoints.flatMap((entrypoint) =>
    entrypoint.kind === 'http' ? [nameOfRoute(entrypoint)] : [],
  )
  const readRoutes = Object.fromEntries(
    definition.http?.routes.map((route) => [nameOfRoute(route), route]) ?? [],
  )
  const differences = [
    ...(service.name === name ? [] : [`the class is now called "${service.name}"`]),
    ...compare(decoratedWith('rpc'), methods),
    ...compare(decoratedWith('on', 'consume'), handlers),
    ...compare(decoratedRoutes, readRoutes),
    ...compare(decoratedWith('websocket'), definition.websocket?.methods ?? {}),
  ]
  if (differences.length === 0) return
  throw new ServiceDefinitionError(
    `the generated files of "${name}" do not fit ${className} (${differences.join(', ')}): ` +
      'run `mycelia generate`',
  )
}

function nameOfRoute({ verb, path, method }: Pick<HttpRoute, 'verb' | 'path' | 'method'>): string {
  return `${verb} ${path} of ${method}`
}

function compare(decorated: readonly string[], read: Readonly<Record<string, unknown>>): string[] {
  const now = new Set(decorated)
  return [
    ...[...now].filter((method) => !Object.hasOwn(read, method)).map((m) => `${m} is new`),
    ...Object.keys(read)
      .filter((method) => !now.has(method))
      .map((m) => `${m} is no longer there`),
  ]
}
