import type { JsonSchema } from '../json-schema/index.js'

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

/** An answer with it. */
export function problemAnswer(description: string): JsonSchema {
  const schema = { $ref: '#/components/schemas/ProblemDetails' }
  return { description, content: { 'application/problem+json': { schema } } }
}
