import type { ErrorDefinition } from 'mycelia/contract'
import type { JsonSchema } from '../json-schema/index.js'
import { PROBLEM_REF, statusOf } from './problem-schema.js'

/** An error that a route declares, and where its schema is. */
export interface DeclaredProblem {
  readonly error: ErrorDefinition
  readonly ref: string
}

/**
 * The answers that tell of errors, by their status.
 * @param general What a route may answer whatever it declares: descriptions by status.
 */
export function problemAnswers(
  general: Readonly<Record<number, string>>,
  declared: readonly DeclaredProblem[],
): Record<string, JsonSchema> {
  const statuses = new Set([
    ...Object.keys(general).map(Number),
    ...declared.map(({ error }) => statusOf(error)),
  ])
  return Object.fromEntries(
    [...statuses].map((status) => {
      const own = declared.filter(({ error }) => statusOf(error) === status)
      return [status, answerOf(general[status], own)]
    }),
  )
}

/** An answer with problem details of which nothing more is known. */
export function anyProblem(description: string): JsonSchema {
  return answerOf(description, [])
}

function answerOf(general: string | undefined, declared: readonly DeclaredProblem[]): JsonSchema {
  const texts = declared.map(
    ({ error: { className, doc } }) => `${className}: ${doc ?? 'an error.'}`,
  )
  const description = [...(general === undefined ? [] : [general]), ...texts].join('\n\n')
  const schema = schemaOf(general !== undefined, declared)
  return { description, content: { 'application/problem+json': { schema } } }
}

function schemaOf(isGeneral: boolean, declared: readonly DeclaredProblem[]): JsonSchema {
  const refs = declared.map(({ ref }) => ({ $ref: ref }))
  // Whatever is declared is a problem in general, too: it cannot be one of them alone.
  const all = [...refs, ...(isGeneral ? [{ $ref: PROBLEM_REF }] : [])]
  const [only] = all
  if (all.length === 1 && only !== undefined) return only
  if (isGeneral) return { anyOf: all }
  const mapping = Object.fromEntries(declared.map(({ error: { code }, ref }) => [code, ref]))
  return { oneOf: all, discriminator: { propertyName: 'code', mapping } }
}
