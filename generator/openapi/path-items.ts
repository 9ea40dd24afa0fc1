import type { HttpRoute } from 'mycelia/contract'
import { ExpectedError } from '../expected-error.js'

interface Known {
  /** The names of its parameters, by which all its methods go. */
  readonly names: readonly string[]
  readonly item: Record<string, unknown>
  /** By verb. */
  readonly services: Map<string, string>
}

/** The paths of a document. Two that match the same requests, whatever their parameters, are one. */
export class PathItems {
  readonly items: Map<string, Record<string, unknown>> = new Map()
  readonly #known = new Map<string, Known>()

  /** @throws {ExpectedError} when another service answers the same requests. */
  add(route: HttpRoute, service: string, describe: (route: HttpRoute) => unknown): void {
    const { verb, path } = route
    const known = this.#find(path)
    const other = known.services.get(verb)
    if (other !== undefined) {
      throw new ExpectedError(
        `${verb} ${path} of ${service} and of ${other} are the same: give one of them another path`,
      )
    }
    known.services.set(verb, service)
    known.item[verb.toLowerCase()] = describe(renamed(route, known.names))
  }

  #find(path: string): Known {
    const shape = path.replaceAll(/:[^/]+/g, ':')
    const found = this.#known.get(shape)
    if (found !== undefined) return found
    const known = { names: namesIn(path), item: {}, services: new Map<string, string>() }
    this.#known.set(shape, known)
    this.items.set(path.replaceAll(/:([^/]+)/g, '{$1}'), known.item)
    return known
  }
}

function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/:([^/]+)/g)].map(([, name]) => name!)
}

function renamed(route: HttpRoute, names: readonly string[]): HttpRoute {
  const own = namesIn(route.path)
  const params = route.params.map((param) =>
    param.in === 'path'
      ? { ...param, wireName: names[own.indexOf(param.wireName)] ?? param.wireName }
      : param,
  )
  return { ...route, params }
}
