import type { ObjectType, Type, UnionType } from 'mycelia/contract'
import type { TypeFacts } from './type-facts.js'

type Literal = string | number | boolean

/** A property by which the members of a union are told apart. */
export interface Discriminant {
  readonly property: string
  /** The values that it has in one member. */
  valuesOf(member: Type): readonly Literal[]
}

/**
 * The first property that every member of a union requires, with literal values that no two members
 * share; undefined when there is none, or not all members are objects.
 */
export function discriminantOf({ members }: UnionType, facts: TypeFacts): Discriminant | undefined {
  const objects = members.map((member) => objectsOf(member, facts))
  for (const { name } of objects[0]?.[0]?.properties ?? []) {
    const values = objects.map((alternatives) => literalsOfAll(alternatives, name, facts))
    const all = values.flatMap((list) => list ?? [])
    if (values.includes(undefined) || new Set(all).size < all.length) continue
    return { property: name, valuesOf: (member) => values[members.indexOf(member)] ?? [] }
  }
  return undefined
}

/** A union of objects that are many, and what tells them apart. */
export interface ManyMembers {
  readonly union: UnionType
  readonly discriminant: Discriminant
}

/** From so many members on, a look at the discriminant is worth a function of its own. */
const MANY = 3

/** A type as a union whose members a look at one property tells apart, if it is one of many. */
export function manyMembers(type: Type, facts: TypeFacts): ManyMembers | undefined {
  if (type.kind !== 'union' || type.members.length < MANY) return undefined
  const discriminant = discriminantOf(type, facts)
  return discriminant && { union: type, discriminant }
}

/** A member that is a union in turn counts as one, if all of its members are objects. */
function objectsOf(member: Type, facts: TypeFacts, depth = 0): readonly (ObjectType | undefined)[] {
  const type = facts.resolve(member)
  if (type.kind === 'object') return [type]
  if (type.kind !== 'union' || depth > DEEPEST) return [undefined]
  return type.members.flatMap((part) => objectsOf(part, facts, depth + 1))
}

/** Unions in unions that are followed: they may come back to themselves. */
const DEEPEST = 5

function literalsOfAll(
  objects: readonly (ObjectType | undefined)[],
  name: string,
  facts: TypeFacts,
): readonly Literal[] | undefined {
  const lists = objects.map((object) => object && literalsOf(object, name, facts))
  return lists.every((list) => list !== undefined) ? [...new Set(lists.flat())] : undefined
}

function literalsOf(
  { properties }: ObjectType,
  name: string,
  facts: TypeFacts,
): readonly Literal[] | undefined {
  const property = properties.find((candidate) => candidate.name === name)
  return property === undefined || property.optional ? undefined : valuesOf(property.type, facts)
}

function valuesOf(given: Type, facts: TypeFacts): readonly Literal[] | undefined {
  const type = facts.resolve(given)
  if (type.kind === 'literal') return [type.value]
  if (type.kind === 'boolean') return [true, false]
  if (type.kind === 'enum') return type.members.map(({ value }) => value)
  if (type.kind !== 'union') return undefined
  const lists = type.members.map((member) => valuesOf(member, facts))
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined
}
