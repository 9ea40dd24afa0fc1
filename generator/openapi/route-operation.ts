import type { HttpParameter, HttpRoute, Type } from 'mycelia/contract'
import type { JsonSchema } from '../json-schema/index.js'
import { anyProblem, type DeclaredProblem, problemAnswers } from './problem-answers.js'

/** The schema of a type. */
type SchemaOf = (type: Type) => JsonSchema

/** One operation: what a route takes, and what it answers. */
export function operationOf(
  route: HttpRoute,
  schemaOf: SchemaOf,
  declared: readonly DeclaredProblem[],
): JsonSchema {
  const parameters = route.params.filter((param) => param.in === 'path' || param.in === 'query')
  const body = route.params.find((param) => param.in === 'body')
  return {
    ...documentationOf(route.doc),
    ...(parameters.length === 0
      ? {}
      : { parameters: parameters.map((param) => parameterOf(param, schemaOf)) }),
    ...(body === undefined ? {} : { requestBody: bodyOf(body, schemaOf) }),
    responses: {
      ...answerOf(route, schemaOf),
      ...problemAnswers(
        {
          ...(route.params.length > 0 && { 400: 'A parameter is missing or of another type.' }),
          ...(body !== undefined && {
            413: 'The body is too large.',
            415: 'The body is not JSON.',
          }),
        },
        declared,
      ),
      default: anyProblem('An error.'),
    },
  }
}

/** The first line in short, all of it where there is more. */
function documentationOf(doc: string | undefined): JsonSchema {
  if (doc === undefined) return {}
  const [summary = ''] = doc.trim().split(/\n/)
  return { summary, ...(summary === doc.trim() ? {} : { description: doc }) }
}

function parameterOf(param: HttpParameter, schemaOf: SchemaOf): JsonSchema {
  const { wireName, type, optional, rest, doc, list } = param
  const schema = schemaOf(rest ? { kind: 'array', items: type } : present(type))
  // Lists may be empty, and then the query does not speak of them.
  const isRequired = param.in === 'path' || !(optional || list || present(type) !== type)
  return {
    name: wireName,
    in: param.in,
    ...(doc === undefined ? {} : { description: doc }),
    ...(isRequired ? { required: true } : {}),
    schema,
  }
}

function bodyOf({ type, optional, doc }: HttpParameter, schemaOf: SchemaOf): JsonSchema {
  return {
    ...(doc === undefined ? {} : { description: doc }),
    ...(optional || present(type) !== type ? {} : { required: true }),
    content: { 'application/json': { schema: schemaOf(present(type)) } },
  }
}

function answerOf({ result, response, status }: HttpRoute, schemaOf: SchemaOf): JsonSchema {
  if (response) return { [status ?? '2XX']: { description: 'What the method answers.' } }
  const isEmpty = result.kind === 'void' || result.kind === 'undefined'
  if (isEmpty || status === 204) return { [status ?? 204]: { description: 'It is done.' } }
  const content = { 'application/json': { schema: schemaOf(result) } }
  return { [status ?? 200]: { description: 'The result.', content } }
}

/** A type less the `undefined` that stands for what is not said. */
function present(type: Type): Type {
  if (type.kind !== 'union') return type
  const members = type.members.filter(({ kind }) => kind !== 'undefined')
  if (members.length === type.members.length) return type
  const [only] = members
  return members.length === 1 && only !== undefined ? only : { kind: 'union', members }
}
