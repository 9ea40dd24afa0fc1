import type { ObjectType, Type } from 'mycelia/contract'
import type { TypeFacts } from './type-facts.js'

/**
 * The members of a union in the order in which they are tried, where the last that fits wins: what
 * travels by value comes last, since an object whose properties are all optional takes it for one.
 */
export function inFittingOrder(members: readonly Type[], facts: TypeFacts): readonly Type[] {
  const travels = (member: Type) => BY_VALUE.has(facts.resolve(member).kind)
  const all = members.flatMap((member) => flatten(member, facts))
  const others = all.filter((member) => !travels(member))
  return [...bySpecificity(others, facts), ...all.filter(travels)]
}

/** The members of a union in the union, where one of them may have to come behind another member. */
function flatten(member: Type, facts: TypeFacts, depth = 0): readonly Type[] {
  const type = facts.resolve(member)
  if (type.kind !== 'union' || depth > DEEPEST) return [member]
  return type.members.flatMap((part) => flatten(part, facts, depth + 1))
}

/** Unions in unions that are followed: they may come back to themselves. */
const DEEPEST = 5

/** An object that requires what another does not even declare comes behind it. */
function bySpecificity(members: readonly Type[], facts: TypeFacts): readonly Type[] {
  const ordered: Type[] = []
  for (const member of members) {
    const behind = ordered.findIndex((other) => requiresMore(other, member, facts))
    ordered.splice(behind < 0 ? ordered.length : behind, 0, member)
  }
  return ordered
}

function requiresMore(type: Type, other: Type, facts: TypeFacts): boolean {
  const [a, b] = [facts.resolve(type), facts.resolve(other)]
  if (a.kind !== 'object' || b.kind !== 'object') return false
  return requiresUnknown(a, b) && !requiresUnknown(b, a)
}

function requiresUnknown(type: ObjectType, other: ObjectType): boolean {
  const names = new Set(other.properties.map(({ name }) => name))
  return type.properties.some(({ name, optional }) => !optional && !names.has(name))
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
