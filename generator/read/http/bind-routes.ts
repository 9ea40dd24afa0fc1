import type { HttpParameter, HttpRoute, NamedType, Parameter } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { checkSensitive } from '../check-sensitive.js'
import { argumentOf, optionOf } from '../literal-argument.js'
import type { Complaint } from '../problem-log.js'
import { namedTypes } from '../read-method.js'
import type { Reading } from '../reading.js'
import { nameOf } from '../source-position.js'
import { parametersOf, shapeOf } from './path-pattern.js'
import { REQUEST, type RouteDraft } from './read-http.js'
import { isAmbiguousText, textForm } from './text-kinds.js'

type Types = Readonly<Record<string, NamedType>>

const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

/** Says of each parameter which part of the request it gets; what fits nowhere is reported. */
export function bindRoutes(
  drafts: readonly RouteDraft[],
  types: Types,
  reading: Reading,
): readonly HttpRoute[] {
  const routes = drafts.flatMap((draft) => bindRoute(draft, types, reading))
  refuseDoubles(drafts, reading)
  return routes
}

function bindRoute(draft: RouteDraft, types: Types, reading: Reading): readonly HttpRoute[] {
  const { route, params } = draft
  const before = reading.problems.count
  const bound = params.map((param) => bindParameter(param, draft, types, reading))
  refuseUnbound(draft, reading)
  refuseSecondBody(bound, draft, reading)
  refuseUnknownPaths(bound, draft, reading)
  if (reading.problems.count > before) return []
  const { method, verb, path, status, doc, ...rest } = route
  return [
    {
      method,
      verb,
      path,
      ...(status === undefined ? {} : { status }),
      ...(doc === undefined ? {} : { doc }),
      params: bound,
      ...rest,
    },
  ]
}

function bindParameter(
  param: Parameter,
  draft: RouteDraft,
  types: Types,
  reading: Reading,
): HttpParameter {
  const { verb, path } = draft.route
  const report = (complaint: Complaint) =>
    reading.problems.add(nodeOf(param, draft), { where: draft.where, ...complaint })
  if (param.type === REQUEST) return { ...param, in: 'request' }
  const named = parametersOf(path).find((name) => isNamed(param, name))
  const inPath = named !== undefined
  const form = textForm(param.type, types)
  if (form !== undefined && isAmbiguousText(param.type, form, types)) {
    report({
      message: `\`${param.name}\` can be text or ${form.kinds[0] === 'number' ? 'a number' : 'a boolean'}, which look alike in a ${inPath ? 'path' : 'query'}`,
      hint: 'write `string`, and tell them apart in the method',
    })
  }
  if (inPath) {
    if (form === undefined || form.list || param.rest) {
      report({
        message: `\`${param.name}\` stands in the path, and its type is more than one word of text`,
        hint: 'write a string, a number, a boolean, a Date, or a union of literals',
      })
    }
    return { ...param, wireName: named, in: 'path', text: form?.kinds ?? ['string'] }
  }
  if (form !== undefined) {
    const list = form.list || param.rest === true
    return { ...param, in: 'query', text: form.kinds, ...(list ? { list: true } : {}) }
  }
  if (!WITH_BODY.has(verb)) {
    report({
      message: `\`${param.name}\` is an object, and a ${verb} request has no body to hold it`,
      hint: 'write its fields as parameters of their own, or answer POST, PUT or PATCH',
    })
  } else if (param.rest) {
    report({
      message: `\`...${param.name}\` takes any number of objects, and a request has one body`,
      hint: `write one parameter with an array: \`${param.name}: Item[]\``,
    })
  }
  return { ...param, in: 'body' }
}

function refuseSecondBody(
  params: readonly HttpParameter[],
  draft: RouteDraft,
  { problems }: Reading,
): void {
  const [first, second] = params.filter((param) => param.in === 'body')
  if (first === undefined || second === undefined) return
  problems.add(nodeOf(second, draft), {
    where: draft.where,
    message: `\`${first.name}\` and \`${second.name}\` are both objects, and a request has one body`,
    hint: `write one parameter that holds both: \`body: { ${first.name}: ..., ${second.name}: ... }\``,
  })
}

/** Paths of `sensitive` begin with a parameter as the request names it. */
function refuseUnknownPaths(
  params: readonly HttpParameter[],
  { decoration, signature, where }: RouteDraft,
  reading: Reading,
): void {
  const { checker } = reading
  const options = decoration.call?.arguments[2]
  const sensitive = options && optionOf(argumentOf(options, checker), 'sensitive', checker)
  checkSensitive(sensitive, namedTypes(signature, params, checker), where, reading)
}

function refuseUnbound(
  { route, params, where, decoration }: RouteDraft,
  { problems }: Reading,
): void {
  for (const name of parametersOf(route.path)) {
    if (params.some((param) => isNamed(param, name) && param.type !== REQUEST)) continue
    problems.add(decoration.call?.arguments[1] ?? decoration.node, {
      where,
      message: `the path names \`:${name}\`, and the method has no parameter of this name`,
      hint: `write a parameter \`${name}: string\`, or take \`:${name}\` out of the path`,
    })
  }
}

/** A path may name a parameter as it is in TypeScript, or as others are in the query. */
function isNamed(param: Parameter, name: string): boolean {
  return param.name === name || param.wireName === name
}

function refuseDoubles(drafts: readonly RouteDraft[], { problems }: Reading): void {
  const seen = new Map<string, RouteDraft>()
  for (const draft of drafts) {
    const { verb, path, method } = draft.route
    const key = `${verb} ${shapeOf(path)}`
    const other = seen.get(key)
    if (other === undefined) {
      seen.set(key, draft)
      continue
    }
    problems.add(draft.decoration.node, {
      where: draft.where,
      message: `\`${method}\` answers ${verb} ${path}, and so does \`${other.route.method}\` with ${other.route.path}`,
      hint: 'give one of them another path or another method',
    })
  }
}

function nodeOf({ name }: Pick<Parameter, 'name'>, { declaration }: RouteDraft): ts.Node {
  const written = declaration.parameters.find(
    (parameter) => ts.isIdentifier(parameter.name) && parameter.name.text === name,
  )
  return nameOf(written ?? declaration.parameters.at(-1) ?? declaration)
}
