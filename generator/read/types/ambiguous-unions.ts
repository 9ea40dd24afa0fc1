import type { NamedType, ObjectType, Type, UnionType } from 'mycelia/contract'
import { UNREADABLE } from './type-scope.js'

type NamedTypes = Readonly<Record<string, NamedType>>

/**
 * Makes a check of unions: could their receiver tell which of the members has arrived? A Date
 * travels as a string, so `Date | string` is a string either way.
 */
export function createAmbiguityCheck(types: NamedTypes): (union: UnionType) => boolean {
  const comparison = new Comparison(types)
  return ({ members }) =>
    members.some((member, index) =>
      members.slice(0, index).some((other) => comparison.clash(other, member)),
    )
}

/** Compares the JSON forms of types. */
class Comparison {
  readonly #types: NamedTypes
  /** Named types that hold a Date, somewhere. */
  readonly #dated: ReadonlySet<string>
  /** Results by pair. While a pair of recursive types is compared, it is taken not to clash. */
  readonly #clashes = new Map<string, boolean>()

  constructor(types: NamedTypes) {
    this.#types = types
    this.#dated = findDated(types)
  }

  /** Whether one JSON value can be of both types and means something else in each. */
  clash(first: Type, second: Type): boolean {
    if (!holdsDate(first, this.#dated) && !holdsDate(second, this.#dated)) return false
    if (first.kind !== 'ref' && second.kind !== 'ref') return this.#formsClash(first, second)
    const key = JSON.stringify([first, second])
    const known = this.#clashes.get(key)
    if (known !== undefined) return known
    this.#clashes.set(key, false)
    const clash = this.#formsClash(this.#resolve(first), this.#resolve(second))
    this.#clashes.set(key, clash)
    return clash
  }

  #formsClash(a: Type, b: Type): boolean {
    if (a.kind === 'union') return a.members.some((member) => this.clash(member, b))
    if (b.kind === 'union') return b.members.some((member) => this.clash(a, member))
    if (a.kind === 'builtin') return isTextual(b)
    if (b.kind === 'builtin') return isTextual(a)
    if (isAnything(a) || isAnything(b)) return true
    return this.#partsClash(a, b)
  }

  #partsClash(a: Type, b: Type): boolean {
    const [items, others] = [itemTypes(a), itemTypes(b)]
    if (items !== undefined && others !== undefined) {
      return items.some((item) => others.some((other) => this.clash(item, other)))
    }
    if (a.kind === 'object' && b.kind === 'object') return this.#objectsClash(a, b)
    if (a.kind === 'record' && b.kind === 'record') return this.clash(a.value, b.value)
    if (a.kind === 'record' && b.kind === 'object') return this.#valuesClash(b, a.value)
    if (b.kind === 'record' && a.kind === 'object') return this.#valuesClash(a, b.value)
    return false
  }

  #objectsClash(a: ObjectType, b: ObjectType): boolean {
    if (this.#refuses(a, b) && this.#refuses(b, a)) return false
    return a.properties.some(({ name, type }) => {
      const other = b.properties.find((property) => property.name === name)?.type ?? b.index
      return other !== undefined && this.clash(type, other)
    })
  }

  #valuesClash({ properties, index }: ObjectType, value: Type): boolean {
    const types = properties.map(({ type }) => type)
    return [...types, ...(index === undefined ? [] : [index])].some((type) =>
      this.clash(type, value),
    )
  }

  /** Whether no value of the other type is taken for one of this, because of a single property. */
  #refuses(type: ObjectType, other: ObjectType): boolean {
    return type.properties.some((property) => {
      if (property.optional) return false
      const counterpart = other.properties.find(({ name }) => name === property.name)
      if (counterpart === undefined) return other.index === undefined
      return !counterpart.optional && this.#disjoint(property.type, counterpart.type)
    })
  }

  #disjoint(first: Type, second: Type): boolean {
    const [a, b] = [this.#literals(first), this.#literals(second)]
    return a !== undefined && b !== undefined && !a.some((value) => b.includes(value))
  }

  /** All values of a type, if they can be listed. */
  #literals(given: Type): readonly (string | number | boolean | null)[] | undefined {
    const type = this.#resolve(given)
    if (type.kind === 'literal') return [type.value]
    if (type.kind === 'boolean') return [true, false]
    if (type.kind === 'null') return [null]
    if (type.kind === 'enum') return type.members.map(({ value }) => value)
    if (type.kind !== 'union') return undefined
    const lists = type.members.map((member) => this.#literals(member))
    return lists.every((values) => values !== undefined) ? lists.flat() : undefined
  }

  #resolve(type: Type): Type {
    let resolved = type
    for (let hops = 0; resolved.kind === 'ref' && hops < 100; hops++) {
      resolved = this.#types[resolved.name]?.type ?? { kind: 'unknown' }
    }
    return resolved
  }
}

/** The named types that hold a Date, themselves or by reference. */
function findDated(types: NamedTypes): ReadonlySet<string> {
  const dated = new Set<string>()
  let before = -1
  while (dated.size > before) {
    before = dated.size
    for (const [name, { type }] of Object.entries(types)) {
      if (!dated.has(name) && holdsDate(type, dated)) dated.add(name)
    }
  }
  return dated
}

function holdsDate(type: Type, dated: ReadonlySet<string>): boolean {
  if (type.kind === 'builtin') return true
  if (type.kind === 'ref') return dated.has(type.name)
  return childTypes(type).some((child) => holdsDate(child, dated))
}

function isAnything(type: Type): boolean {
  return type !== UNREADABLE && (type.kind === 'unknown' || type.kind === 'any')
}

/** Whether a type has a string among its values that could be a date. */
function isTextual(type: Type): boolean {
  if (type.kind === 'string' || isAnything(type)) return true
  if (type.kind === 'literal') return looksLikeDate(type.value)
  return type.kind === 'enum' && type.members.some(({ value }) => looksLikeDate(value))
}

function looksLikeDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d/.test(value)
}

function itemTypes(type: Type): readonly Type[] | undefined {
  if (type.kind === 'array') return [type.items]
  return type.kind === 'tuple' ? type.elements.map((element) => element.type) : undefined
}

function childTypes(type: Type): readonly Type[] {
  if (type.kind === 'object') {
    const types = type.properties.map((property) => property.type)
    return type.index === undefined ? types : [...types, type.index]
  }
  if (type.kind === 'record') return [type.key, type.value]
  if (type.kind === 'union') return type.members
  return itemTypes(type) ?? []
}
