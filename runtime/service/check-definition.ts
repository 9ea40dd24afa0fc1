import { ServiceDefinitionError } from '../errors/index.js'
import { readMetadata } from './metadata.js'
import type { ServiceDefinition } from './service-definition.js'

/**
 * Compares the decorated class with what the generator has read from it.
 * @throws {ServiceDefinitionError} when they differ: the generated files are stale.
 */
export function checkDefinition(definition: ServiceDefinition): void {
  const { name, methods } = definition
  const { service, entrypoints } = readMetadata(definition.class)
  const className = definition.class.name
  if (service === undefined) {
    throw new ServiceDefinitionError(
      `${className} is not a service: decorate it with @service('${name}')`,
    )
  }
  const decorated = new Set(entrypoints.map(({ method }) => method))
  const differences = [
    ...(service.name === name ? [] : [`the class is now called "${service.name}"`]),
    ...[...decorated].filter((method) => !Object.hasOwn(methods, method)).map((m) => `${m} is new`),
    ...Object.keys(methods)
      .filter((m) => !decorated.has(m))
      .map((m) => `${m} is no longer there`),
  ]
  if (differences.length === 0) return
  throw new ServiceDefinitionError(
    `the generated files of "${name}" do not fit ${className} (${differences.join(', ')}): ` +
      'run `mycelia generate`',
  )
}
