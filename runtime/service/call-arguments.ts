import type { IncomingCall } from '../interceptor/index.js'
import type { EntrypointKind } from '../token/index.js'
import { type EntrypointMetadata, readMetadata } from './metadata.js'
import { PAYLOAD, payloadPaths } from './sensitive.js'
import type { ServiceDefinition } from './service-definition.js'

/** What interceptors are told of a method's arguments beside their values. */
export type CallArguments = Pick<IncomingCall, 'params' | 'sensitive'>

/** Of a way in that cannot say what is sensitive: an HTTP route, or one of the user's own. */
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
  { methods }: ServiceDefinition,
): (CallArguments & { readonly kind: EntrypointKind }) | undefined {
  switch (entrypoint.kind) {
    case 'rpc': {
      const { sensitive } = entrypoint.options
      const params = methods[entrypoint.method]?.params ?? []
      return {
        kind: 'rpc',
        params: params.map(({ name, rest }) => (rest === true ? `...${name}` : name)),
        sensitive: sensitive === undefined ? [] : [sensitive].flat(),
      }
    }
    case 'on':
    case 'consume': {
      const kind = entrypoint.kind === 'on' ? 'event' : 'consume'
      const sensitive = payloadPaths(entrypoint.options.sensitive)
      return { kind, params: [PAYLOAD], sensitive }
    }
    case 'timer':
      return { kind: 'timer', params: [], sensitive: [] }
    default:
      return undefined
  }
}
