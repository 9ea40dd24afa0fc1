import type { ErrorDefinition } from 'mycelia/contract'
import type { Reading } from '../reading.js'
import type { RouteDraft } from './read-http.js'

/** What all problem details have, as RFC 9457 says, and what those of Mycelia have beside. */
const TAKEN: ReadonlySet<string> = new Set(
  'type title status detail instance code errors'.split(' '),
)

/** Data of an error are members of problem details: those of another meaning are reported. */
export function refuseTakenMembers(
  drafts: readonly RouteDraft[],
  errors: readonly ErrorDefinition[],
  { problems }: Reading,
): void {
  for (const { code, className, data } of errors) {
    const draft = drafts.find(({ route }) => route.errors?.includes(code))
    const taken = data?.properties.find(({ name }) => TAKEN.has(name))
    if (draft === undefined || taken === undefined) continue
    problems.add(draft.decoration.node, {
      where: draft.where,
      message: `${className}, which it can end in, has a field \`${taken.name}\`, and all problem details have that`,
      hint: `call the field of ${className} something else, or leave the class out of \`@http(..., { errors: [...] })\``,
    })
  }
}
