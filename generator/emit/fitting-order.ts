import type { Type } from 'mycelia/contract'
import type { TypeFacts } from './type-facts.js'

/**
 * The members of a union in the order in which they are tried, where the last that fits wins: what
 * travels by value comes last, since an object whose properties are all optional takes it for one.
 */
export function inFittingOrder(members: readonly Type[], facts: TypeFacts): readonly Type[] {
  const travels = (member: Type) => BY_VALUE.has(facts.resolve(member).kind)
  return [...members.filter((member) => !travels(member)), ...members.filter(travels)]
}

const BY_VALUE: ReadonlySet<Type['kind']> = new Set(['builtin', 'set', 'map'])

/** Whether a value may be of several members of a union that have parts, or be taken for it. */
export function mayOverlap(members: readonly Type[], facts: TypeFacts): boolean {
  const forms = members.flatMap((member) => formsOf(member, facts))
  return new Set(forms).size < forms.length
}

/** In what forms values with parts come. What travels by value is an object before it is encoded. */
function formsOf(member: Type, facts: TypeFacts): readonly ('array' | 'object')[] {
  const kinds = facts.jsonKinds(member)
  const travels = BY_VALUE.has(facts.resolve(member).kind)
  return (['array', 'object'] as const).filter(
    (form) => kinds === undefined || kinds.has(form) || (travels && form === 'object'),
  )
}
