import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Serializer } from 'mycelia'
import type { LoadedConfig } from 'mycelia/config'
import { serializersOf } from 'mycelia/program'
import { MAIN } from './bundle-services.js'
import { loadDefinitions } from './load-definitions.js'

const BUILT_IN = ['json', 'application/json', 'msgpack', 'application/x-msgpack']

/**
 * The serialisers of a project's services, for a call in their language. The project is built for
 * them only where the configuration names one that is not Mycelia's own.
 */
export async function projectSerializers(
  { serialization: { serializer, accept, declared } }: LoadedConfig,
  projectFolder: string,
): Promise<readonly Serializer[]> {
  const isBuiltIn = [serializer, ...accept].every((name) => BUILT_IN.includes(name))
  if (isBuiltIn && declared.length === 0) return []
  // Elsewhere `connect` says what is missing.
  if (!existsSync(join(projectFolder, MAIN))) return []
  return serializersOf(await loadDefinitions(projectFolder))
}
