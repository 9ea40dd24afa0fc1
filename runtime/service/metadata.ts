import type { Interceptor } from '../interceptor/index.js'
import type { Serializer } from '../wire/index.js'
import type { ConsumedQueue } from './consumed-queue.js'
import type { CustomEntrypoint } from './custom-entrypoint.js'
import type { RpcOptions } from './decorators.js'
import type { ExpectedErrors } from './expected-errors.js'
import type { HandlerOptions, OnOptions } from './handler-options.js'
import type { HttpVerb } from './http-route.js'
import type { SensitiveArguments } from './sensitive.js'
import type { TimerOptions } from './timer-options.js'

/**
 * What decorators leave on a class. TypeScript's output keeps it under `Symbol.metadata`, which no
 * Node has yet: without this line, executed before any decorated class, tsc's output loses it.
 */
;(Symbol as { metadata?: symbol }).metadata ??= Symbol.for('Symbol.metadata')

/** Known by all copies of Mycelia in the process. */
const SERVICE: unique symbol = Symbol.for('mycelia.service') as never
const ENTRYPOINTS: unique symbol = Symbol.for('mycelia.entrypoints') as never

/** What `@service` says. */
export interface ServiceMetadata {
  readonly name: string
  readonly interceptors: readonly Interceptor[]
  readonly serializers: readonly Serializer[]
}

/** What a decorator says of one method, which goes by its name in the class. */
export type EntrypointMetadata =
  | {
      readonly kind: 'rpc'
      readonly method: string
      readonly options: RpcOptions
    }
  | {
      readonly kind: 'on'
      readonly method: string
      /** The service that emits the event. */
      readonly source: string
      readonly type: string
      readonly options: OnOptions
    }
  | {
      readonly kind: 'consume'
      readonly method: string
      readonly queue: ConsumedQueue
      readonly options: HandlerOptions
    }
  | { readonly kind: 'timer'; readonly method: string; readonly options: TimerOptions }
  | CustomEntrypoint
  | {
      readonly kind: 'http'
      readonly method: string
      readonly verb: HttpVerb
      readonly path: string
      readonly options: ExpectedErrors & SensitiveArguments
    }
  | {
      readonly kind: 'websocket'
      readonly method: string
      readonly options: ExpectedErrors & SensitiveArguments
    }

/** Whose decorator said it: a class that overrides a method and decorates it again has the last word. */
interface Noted {
  readonly entrypoint: EntrypointMetadata
  readonly by: DecoratorMetadataObject
}

interface Metadata {
  [SERVICE]?: ServiceMetadata
  [ENTRYPOINTS]?: readonly Noted[]
}

export function setService(metadata: DecoratorMetadataObject, service: ServiceMetadata): void {
  ;(metadata as Metadata)[SERVICE] = service
}

/** Metadata of a subclass inherits from its base's: a list of its own begins with the base's. */
export function addEntrypoint(
  metadata: DecoratorMetadataObject,
  entrypoint: EntrypointMetadata,
): void {
  const known = (metadata as Metadata)[ENTRYPOINTS] ?? []
  const kept = known.filter(
    ({ by, entrypoint: other }) =>
      by === metadata || wayOf(other) !== wayOf(entrypoint) || other.method !== entrypoint.method,
  )
  ;(metadata as Metadata)[ENTRYPOINTS] = [...kept, { entrypoint, by: metadata }]
}

/** Gives a class the metadata of its base, less that of all methods but some. */
export function restrictMetadata(base: object, type: object, methods: readonly string[]): void {
  const key = (Symbol as unknown as { readonly metadata: symbol }).metadata
  const metadata: Metadata | undefined = (base as { readonly [key]?: Metadata })[key]
  const kept = metadata?.[ENTRYPOINTS]?.filter(({ entrypoint: { method } }) =>
    methods.includes(method),
  )
  const value = { ...metadata, [ENTRYPOINTS]: kept ?? [] }
  Object.defineProperty(type, key, { value })
}

/** In which way calls come in. */
function wayOf(entrypoint: EntrypointMetadata): unknown {
  return entrypoint.kind === 'custom' ? entrypoint.definition : entrypoint.kind
}

/** What a class has been decorated with; nothing, when its `@service` is missing. */
export function readMetadata(type: object): {
  readonly service: ServiceMetadata | undefined
  readonly entrypoints: readonly EntrypointMetadata[]
} {
  const key = (Symbol as unknown as { readonly metadata: symbol }).metadata
  const metadata = (type as { readonly [key]?: Metadata })[key]
  // A class inherits its base's metadata, and metadata what its base's says.
  const isOwn =
    metadata !== undefined && Object.hasOwn(type, key) && Object.hasOwn(metadata, SERVICE)
  return {
    service: isOwn ? metadata[SERVICE] : undefined,
    entrypoints: metadata?.[ENTRYPOINTS]?.map(({ entrypoint }) => entrypoint) ?? [],
  }
}
