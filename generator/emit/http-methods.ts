import type { Contract, HttpRoute, Method } from 'mycelia/contract'

/** The methods that are called over HTTP alone, as if they were called over RPC: each once. */
export function httpMethods({
  methods,
  http = [],
}: Pick<Contract, 'methods'> & Partial<Pick<Contract, 'http'>>): readonly Method[] {
  const known = new Set(methods.map(({ name }) => name))
  return http.flatMap((route) => {
    if (known.has(route.method)) return []
    known.add(route.method)
    return [asMethod(route)]
  })
}

function asMethod({ method, doc, params, result, source }: HttpRoute): Method {
  return {
    name: method,
    wireName: method,
    kind: 'unary',
    ...(doc === undefined ? {} : { doc }),
    params,
    result,
    source,
  }
}
