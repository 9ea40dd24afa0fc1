import { type EntrypointMetadata, readMetadata } from './metadata.js'
import type { ServiceDefinition } from './service-definition.js'

/**
 * What any entrypoint of a method declares sensitive, for all of them: a secret is one, whichever
 * way it has come in.
 * @param names Of the method's parameters where the paths are needed: ways may name them otherwise.
 */
export function sensitivePaths(
  definition: ServiceDefinition,
  method: string,
  names: readonly string[],
): readonly string[] {
  const { entrypoints } = readMetadata(definition.class)
  const paths = entrypoints.flatMap((entrypoint) => {
    const { kind } = entrypoint
    if (entrypoint.method !== method || kind === 'timer' || kind === 'custom') return []
    const { sensitive = [] } = entrypoint.options
    const theirs = namesOf(entrypoint, definition)
    return [sensitive].flat().map((path) => renamed(path, theirs, names))
  })
  return [...new Set(paths)]
}

/** The names with which the paths of a decorator begin; none where it has a payload. */
function namesOf(
  entrypoint: EntrypointMetadata,
  { methods, http, websocket }: ServiceDefinition,
): readonly string[] | undefined {
  if (entrypoint.kind === 'rpc') return methods[entrypoint.method]?.params.map(({ name }) => name)
  if (entrypoint.kind === 'websocket') {
    return websocket?.methods[entrypoint.method]?.params.map(({ name }) => name)
  }
  if (entrypoint.kind !== 'http') return undefined
  const { verb, path } = entrypoint
  const route = http?.routes.find((other) => other.verb === verb && other.path === path)
  return route?.params.map(({ name }) => name)
}

function renamed(
  path: string,
  theirs: readonly string[] | undefined,
  ours: readonly string[],
): string {
  const root = /^[^.[]*/.exec(path)![0]
  // A payload is the first parameter, whatever it is called.
  const index = theirs === undefined ? 0 : theirs.indexOf(root)
  return (ours[index] ?? root) + path.slice(root.length)
}
