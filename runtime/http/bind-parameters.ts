import { explainArguments, formatProblems } from '../codec/index.js'
import { hideSensitive } from '../entrypoints/index.js'
import { InvalidArguments } from '../errors/index.js'
import type { HttpParam, HttpRoute } from '../service/index.js'
import { fromText } from './from-text.js'
import { limitBody, readJsonBody } from './read-body.js'

/** A request that a route matches. */
export interface RoutedRequest {
  readonly request: Request
  /** What stands in the path for a parameter of it. */
  readonly pathText: (name: string) => string
}

/**
 * The arguments for a route's method, checked and decoded.
 * @param sensitive Paths of what a refusal does not show.
 * @throws {InvalidArguments} when one is missing or of another type.
 * @throws {HttpFailure} when the body is too large or not JSON.
 */
export async function bindParameters(
  { codec, params }: HttpRoute,
  routed: RoutedRequest,
  bodyLimit: number,
  sensitive: readonly string[] = [],
): Promise<readonly unknown[]> {
  const query = queryOf(routed.request)
  const bound: unknown[] = []
  for (const param of params) {
    const value = await valueFrom(param, routed, query, bodyLimit)
    if (param.rest) bound.push(...(value as unknown[]))
    else bound.push(value)
  }
  refuseMissing(codec.name, params, bound)
  if (codec.acceptsArgs !== undefined && !codec.acceptsArgs(bound)) {
    const { args } = await codec.schemas()
    const found = explainArguments(args.safeDecode(bound), params)
    refuse(codec.name, hideSensitive(found, sensitive))
  }
  return codec.decodeArgs === undefined ? bound : codec.decodeArgs(bound)
}

function queryOf({ url }: Request): URLSearchParams {
  const start = url.indexOf('?')
  return new URLSearchParams(start < 0 ? '' : url.slice(start))
}

async function valueFrom(
  param: HttpParam,
  { request, pathText }: RoutedRequest,
  query: URLSearchParams,
  bodyLimit: number,
): Promise<unknown> {
  switch (param.in) {
    case 'request':
      return limitBody(request, bodyLimit)
    case 'body':
      return readJsonBody(request, bodyLimit)
    case 'path':
      return fromText(pathText(param.name), param)
    case 'query':
      return fromQuery(param, query.getAll(param.name))
  }
}

function fromQuery(param: HttpParam, texts: readonly string[]): unknown {
  if (param.list) {
    if (texts.length === 0 && param.optional) return undefined
    return texts.map((text) => fromText(text, param))
  }
  const [text, second] = texts
  if (second !== undefined) {
    refuse(param.name, [{ path: param.name, message: 'given more than once' }])
  }
  return text === undefined ? undefined : fromText(text, param)
}

function refuseMissing(
  name: string,
  params: readonly HttpParam[],
  bound: readonly unknown[],
): void {
  const missing = params.filter(
    ({ optional, rest }, index) => !optional && !rest && bound[index] === undefined,
  )
  if (missing.length === 0) return
  refuse(
    name,
    missing.map((param) => ({
      path: param.name,
      message: param.in === 'body' ? 'missing: it is the body' : `missing in the ${param.in}`,
    })),
  )
}

function refuse(name: string, problems: InvalidArguments['problems']): never {
  throw new InvalidArguments(`${name}: ${formatProblems(problems)}`, problems)
}
