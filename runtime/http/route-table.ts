import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { ServiceDefinitionError } from '../errors/index.js'
import type { HttpRoute } from '../service/index.js'
import type { RoutedRequest } from './bind-parameters.js'
import { HttpFailure } from './http-failure.js'
import { problemResponse } from './problem-details.js'

type Answer = (routed: RoutedRequest) => Promise<Response>

/** The routes of one path, by their verbs. */
type Verbs = Map<string, Answer>

type App = Hono<{ Variables: { allowed: readonly string[] } }>

/** Finds the route for a request, among those of all services of the process. */
export class RouteTable {
  /** By path. */
  readonly #paths = new Map<string, Verbs>()
  /** The paths of routes, by what they match. */
  readonly #taken = new Map<string, string>()

  /** @throws {ServiceDefinitionError} when another route matches the same requests. */
  add({ verb, path }: HttpRoute, service: string, answer: Answer): void {
    const shape = `${verb} ${path.replaceAll(/:[^/]+/g, ':')}`
    const other = this.#taken.get(shape)
    const name = `${verb} ${path} of ${service}`
    if (other !== undefined) {
      throw new ServiceDefinitionError(
        `${name} and ${other} answer the same requests: give one of them another path`,
      )
    }
    this.#taken.set(shape, name)
    const verbs: Verbs = this.#paths.get(path) ?? new Map()
    this.#paths.set(path, verbs.set(verb, answer))
  }

  /** @param origins Whose pages may read answers. */
  app(origins: readonly string[]): App {
    const app: App = new Hono()
    app.use(async ({ req }, next) => {
      if (isDecodable(req.url)) return next()
      return problemResponse(new HttpFailure(400, 'the URL is not percent-encoded UTF-8'))
    })
    if (origins.length > 0) app.use(cors({ origin: origins.includes('*') ? '*' : [...origins] }))
    // What is written out goes before a parameter.
    const paths = [...this.#paths].sort(([a], [b]) => compareSegments(a, b))
    for (const [path, verbs] of paths) {
      app.all(path, async (context, next) => {
        const { method } = context.req
        const answer = verbs.get(method === 'HEAD' ? 'GET' : method)
        if (answer !== undefined) {
          const pathText = (name: string) => context.req.param(name) ?? ''
          return answer({ request: context.req.raw, pathText })
        }
        context.set('allowed', [...(context.get('allowed') ?? []), ...verbs.keys()])
        return next()
      })
    }
    app.notFound((context) => refuse(context.req.method, context.get('allowed')))
    return app
  }
}

function refuse(method: string, verbs: readonly string[] | undefined): Response {
  if (verbs === undefined) return problemResponse(new HttpFailure(404, 'nothing is at this path'))
  const known = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
  const all = new Set([...verbs, 'OPTIONS', ...(verbs.includes('GET') ? ['HEAD'] : [])])
  const allow = known.filter((verb) => all.has(verb)).join(', ')
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } })
  return problemResponse(
    new HttpFailure(405, `${method} is not answered here`, { headers: { allow } }),
  )
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}

function compareSegments(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const rank = Number(left[i]!.startsWith(':')) - Number(right[i]!.startsWith(':'))
    if (rank !== 0) return rank
  }
  return 0
}
