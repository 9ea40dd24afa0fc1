import type { MethodCodec } from '../codec/index.js'
import {
  type RpcOptions,
  readMetadata,
  type ServiceDefinition,
  sensitivePaths,
} from '../service/index.js'

/** A method that can be called by RPC. */
export interface RpcTarget {
  /** Its name in the class. */
  readonly method: string
  readonly codec: MethodCodec
  readonly options: RpcOptions
  /** Paths of what must not be told of its arguments. */
  readonly sensitive: readonly string[]
}

/** The methods of a service by their names on the wire. */
export function rpcTargets(definition: ServiceDefinition): ReadonlyMap<string, RpcTarget> {
  const options = optionsOf(definition)
  return new Map(
    Object.entries(definition.methods).map(([method, codec]) => {
      const names = codec.params.map(({ name }) => name)
      const sensitive = sensitivePaths(definition, method, names)
      return [codec.name, { method, codec, options: options.get(method) ?? {}, sensitive }]
    }),
  )
}

/** What the decorators say, by the names of the methods in the class. */
function optionsOf({ class: type }: ServiceDefinition): ReadonlyMap<string, RpcOptions> {
  const { entrypoints } = readMetadata(type)
  return new Map(
    entrypoints.flatMap((found) => (found.kind === 'rpc' ? [[found.method, found.options]] : [])),
  )
}
