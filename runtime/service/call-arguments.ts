import type { IncomingCall } from '../interceptor/index.js'
import type { EntrypointKind } from '../token/index.js'
import { type EntrypointMetadata, readMetadata } from './metadata.js'
import { PAYLOAD } from './sensitive.js'
import { sensitivePaths } from './sensitive-paths.js'
import type { ServiceDefinition } from './service-definition.js'

/** What interceptors are told of a method's arguments beside their values. */
export type CallArguments = Pick<IncomingCall, 'params' | 'sensitive'>

/** Of a way in that cannot say what is sensitive: one of the user's own. */
const UNKNOWN: CallArguments = { params: ['...args'], sensitive: ['args[*]'] }

/** Finds it by what brings the call, for a method may have several decorators. */
export function callArguments(
  definition: ServiceDefinition,
): (kind: EntrypointKind, method: string) => CallArguments {
  const known = new Map<string, CallArguments>()
  for (const entrypoint of readMetadata(definition.class).entrypoints) {
    const told = describe(entrypoint, definition)
    if (told !== undefined) known.set(`${told.kind} ${entrypoint.method}`, told)
  }
  return (kind, method) => known.get(`${kind} ${method}`) ?? UNKNOWN
}

function describe(
  entrypoint: EntrypointMetadata,
  definition: ServiceDefinition,
): (CallArguments & { readonly kind: EntrypointKind }) | undefined {
  const { kind, method } = entrypoint
  switch (kind) {
    case 'rpc':
      return { kind, ...named(definition.methods[method]?.params ?? [], method, definition) }
    case 'http': {
      const { verb, path } = entrypoint
      const routes = definition.http?.routes ?? []
      const route = routes.find((other) => other.verb === verb && other.path === path)
      return { kind, ...named(route?.params ?? [], method, definition) }
    }
    case 'websocket': {
      const methods = definition.websocket?.methods ?? {}
      return { kind, ...named(methods[method]?.params ?? [], method, definition) }
    }
    case 'on':
    case 'consume':
      return {
        kind: kind === 'on' ? 'event' : 'consume',
        params: [PAYLOAD],
        sensitive: sensitivePaths(definition, method, [PAYLOAD]),
      }
    case 'timer':
      return { kind, params: [], sensitive: [] }
    default:
      return undefined
  }
}

function named(
  params: readonly { readonly name: string; readonly rest?: boolean }[],
  method: string,
  definition: ServiceDefinition,
): CallArguments {
  const names = params.map(({ name }) => name)
  return {
    params: params.map(({ name, rest }) => (rest === true ? `...${name}` : name)),
    sensitive: sensitivePaths(definition, method, names),
  }
}
