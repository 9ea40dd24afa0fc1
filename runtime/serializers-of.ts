import { readMetadata, type ServiceDefinition } from './service/index.js'
import type { Serializer } from './wire/index.js'

/** What `@service` gives the process of some services beside JSON and MessagePack. */
export function serializersOf(definitions: readonly ServiceDefinition[]): readonly Serializer[] {
  return definitions.flatMap(
    (definition) => readMetadata(definition.class).service?.serializers ?? [],
  )
}
