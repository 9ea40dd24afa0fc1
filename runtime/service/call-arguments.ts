import type { IncomingCall } from '../interceptor/index.js'
import type { EntrypointKind } from '../token/index.js'
import { type EntrypointMetadata, readMetadata } from './metadata.js'
import { PAYLOAD, payloadPaths } from './sensitive.js'
import type { ServiceDefinition } from './service-definition.js'

/** What interceptors are told of a method's arguments beside their values. */
export type CallArguments = Pick<IncomingCall, 'params' | 'sensitive'>

const NONE: CallArguments = { params: [], sensitive: [] }

/** Finds it by what brings the call, for a method may have several decorators. */
export function callArguments(
  definition: ServiceDefinition,
): (kind: EntrypointKind, method: string) => CallArguments {
  const known = new Map(
    readMetadata(definition.class).entrypoints.map((entrypoint) => [
      `${KIND_OF[entrypoint.kind]} ${entrypoint.method}`,
      describe(entrypoint, definition),
    ]),
  )
  return (kind, method) => known.get(`${kind} ${method}`) ?? NONE
}

const KIND_OF: Readonly<Record<EntrypointMetadata['kind'], EntrypointKind>> = {
  rpc: 'rpc',
  on: 'event',
  consume: 'consume',
  timer: 'timer',
}

function describe(entrypoint: EntrypointMetadata, { methods }: ServiceDefinition): CallArguments {
  if (entrypoint.kind === 'timer') return NONE
  const { sensitive } = entrypoint.options
  if (entrypoint.kind !== 'rpc') return { params: [PAYLOAD], sensitive: payloadPaths(sensitive) }
  const params = methods[entrypoint.method]?.params ?? []
  return {
    params: params.map(({ name, rest }) => (rest === true ? `...${name}` : name)),
    sensitive: sensitive === undefined ? [] : [sensitive].flat(),
  }
}
