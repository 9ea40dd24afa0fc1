import type { Contract, HttpRoute, Method } from 'mycelia/contract'

type Ways = Pick<Contract, 'methods'> & Partial<Pick<Contract, 'websocket' | 'http'>>

/**
 * The methods that are called with arguments of their own, over RPC, web sockets or HTTP, each once:
 * a method crosses the wire in one form, whichever way it is called.
 */
export function calledMethods({ methods, websocket = [], http = [] }: Ways): readonly Method[] {
  const byName = new Map<string, Method>()
  for (const method of [...methods, ...websocket, ...http.map(asMethod)]) {
    if (!byName.has(method.name)) byName.set(method.name, method)
  }
  return [...byName.values()]
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
