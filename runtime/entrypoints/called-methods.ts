import type { MethodCodec } from '../codec/index.js'
import {
  type EntrypointMetadata,
  type ExpectedErrors,
  readMetadata,
  type ServiceDefinition,
  sensitivePaths,
} from '../service/index.js'

/** A method that requests reach by its name on the wire. */
export interface CalledMethod<Options extends ExpectedErrors = ExpectedErrors> {
  /** Its name in the class. */
  readonly method: string
  readonly codec: MethodCodec
  /** What its decorator says. */
  readonly options: Options | undefined
  /** Paths of what must not be told of its arguments. */
  readonly sensitive: readonly string[]
}

/**
 * The methods of a service that are called in one way, by their names on the wire.
 * @param codecs By the names of the methods in the class.
 * @param optionsOf The options of a decorator, when it is one of that way.
 */
export function calledMethods<Options extends ExpectedErrors>(
  definition: ServiceDefinition,
  codecs: Readonly<Record<string, MethodCodec>>,
  optionsOf: (found: EntrypointMetadata) => Options | undefined,
): ReadonlyMap<string, CalledMethod<Options>> {
  const options = new Map<string, Options>()
  for (const found of readMetadata(definition.class).entrypoints) {
    const own = optionsOf(found)
    if (own !== undefined) options.set(found.method, own)
  }
  return new Map(
    Object.entries(codecs).map(([method, codec]) => {
      const names = codec.params.map(({ name }) => name)
      const sensitive = sensitivePaths(definition, method, names)
      return [codec.name, { method, codec, options: options.get(method), sensitive }]
    }),
  )
}
