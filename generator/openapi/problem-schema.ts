import type { ErrorDefinition, Type } from 'mycelia/contract'
import type { JsonSchema } from '../json-schema/index.js'
import { PROBLEM_DETAILS } from './component-names.js'

/** The body of every answer that tells of an error. */
export const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'Problem details, as RFC 9457 has them.',
  properties: {
    title: { type: 'string', description: 'What the status is called.' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What went wrong this time.' },
    code: { type: 'string', description: 'The stable code of the error.' },
    errors: {
      type: 'array',
      description: 'Which parameters are wrong, and why.',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'message'],
      },
    },
  },
  required: ['title', 'status'],
}

/** Where it is. */
export const PROBLEM_REF: string = `#/components/schemas/${PROBLEM_DETAILS}`

/** What an error has no `static status` for. */
const UNPROCESSABLE = 422

/** The status of the answers that tell of an error. */
export function statusOf({ status = UNPROCESSABLE }: ErrorDefinition): number {
  return status
}

/** The body of an answer that tells of a declared error: its data are further members. */
export function errorSchema(
  error: ErrorDefinition,
  schemaOf: (type: Type) => JsonSchema,
): JsonSchema {
  const { code, doc, data } = error
  const { properties = {}, required = [] } =
    data === undefined ? {} : (schemaOf(data) as DataSchema)
  return {
    ...(doc === undefined ? {} : { description: doc }),
    allOf: [
      { $ref: PROBLEM_REF },
      {
        type: 'object',
        properties: { status: { const: statusOf(error) }, code: { const: code }, ...properties },
        required: ['code', ...required],
      },
    ],
  }
}

interface DataSchema {
  readonly properties?: JsonSchema
  readonly required?: readonly string[]
}
