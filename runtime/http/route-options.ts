import {
  type ExpectedErrors,
  type HttpRoute,
  readMetadata,
  type ServiceDefinition,
  sensitivePaths,
} from '../service/index.js'

/** What decorators say of a route beside what the generator reads. */
export interface RouteOptions extends ExpectedErrors {
  /** Paths into its parameters, by their names in the request. */
  readonly sensitive: readonly string[]
}

export function routeOptions(
  { method, verb, path, params }: HttpRoute,
  definition: ServiceDefinition,
): RouteOptions {
  const names = params.map(({ name }) => name)
  const said = readMetadata(definition.class).entrypoints.flatMap((found) => {
    const isIt =
      found.kind === 'http' && found.method === method && found.verb === verb && found.path === path
    return isIt ? [found.options] : []
  })
  return { ...said[0], sensitive: sensitivePaths(definition, method, names) }
}
