import type { Contract, HttpParameter, HttpRoute } from 'mycelia/contract'
import { arrayLiteral, block, brokenArray, type Doc, objectLiteral } from './layout.js'
import type { ServiceNames } from './names.js'
import { type Printer, quote } from './printer.js'
import { allowsUndefined } from './type-facts.js'

/** What a service answers over HTTP, as a property of its definition; nothing where it does not. */
export function printHttp(
  { http = [] }: Contract,
  names: ServiceNames,
  printer: Printer,
): readonly Doc[] {
  if (http.length === 0) return []
  const routes = http.map((route) => printRoute(route, names, printer))
  return [
    [
      'http: ',
      block(["load: () => import('mycelia/http'),", ['routes: ', brokenArray(routes), ',']]),
      ',',
    ],
  ]
}

function printRoute(route: HttpRoute, names: ServiceNames, printer: Printer): Doc {
  const { verb, path, method, status, response, params, result, errors = [] } = route
  const codecOf = (name: string) => printer.value(name, `./${names.stem}.codecs.js`)
  const isEmpty = result.kind === 'void' || result.kind === 'undefined'
  const answer = status ?? (isEmpty ? 204 : 200)
  return block([
    `verb: ${quote(verb)},`,
    `path: ${quote(path)},`,
    `method: ${quote(method)},`,
    ...(response ? ['response: true,'] : [`status: ${answer},`]),
    `codec: ${codecOf(names.method(method))},`,
    ...(errors.length === 0
      ? []
      : [['errors: ', arrayLiteral(errors.map((code) => codecOf(names.errorCodec(code)))), ',']]),
    ['params: ', printParams(params), ','],
  ])
}

function printParams(params: readonly HttpParameter[]): Doc {
  const items = params.map((param) => objectLiteral(propertiesOf(param)))
  return items.length > 1 ? brokenArray(items) : arrayLiteral(items)
}

function propertiesOf(param: HttpParameter): readonly Doc[] {
  const { wireName, text, list, rest, optional, type } = param
  // Text stays text unless it is said otherwise.
  const kinds = text?.filter((kind) => kind !== 'string') ?? []
  return [
    `name: ${quote(wireName)}`,
    `in: ${quote(param.in)}`,
    ...(kinds.length === 0 ? [] : [['text: ', arrayLiteral(kinds.map(quote))]]),
    ...(list ? ['list: true'] : []),
    ...(rest ? ['rest: true'] : optional || allowsUndefined(type) ? ['optional: true'] : []),
  ]
}
