import {
  isObjectMap,
  type NamedType,
  type ObjectType,
  type Type,
  type UnionType,
} from 'mycelia/contract'
import {
  couldBe,
  findConverting,
  formInWords,
  isAnything,
  itemTypes,
  jsonFormOf,
  type Travelling,
  travels,
} from './json-forms.js'

type NamedTypes = Readonly<Record<string, NamedType>>

/** Why two types cannot be told apart; undefined if they can. */
type Reason = string | undefined

/**
 * Makes a check of unions: could their receiver tell which of the members has arrived? A Date
 * travels as a string, so `Date | string` is a string either way.
 * @returns why not, if not: `a Date travels as a string`.
 */
export function createAmbiguityCheck(types: NamedTypes): (union: UnionType) => Reason {
  const comparison = new Comparison(types)
  return (union) => {
    const members = comparison.flatten(union)
    return first(members.entries(), ([index, member]) =>
      first(members.slice(0, index), (other) => {
        const reason = comparison.clash(other, member)
        return reason !== undefined && comparison.areOrdered(other, member) ? undefined : reason
      }),
    )
  }
}

/** Compares the JSON forms of types. */
class Comparison {
  readonly #types: NamedTypes
  /** Whether a type has something in it whose JSON form is not the value itself. */
  readonly #converts: (type: Type) => boolean
  /** Results by pair. While a pair of recursive types is compared, it is taken not to clash. */
  readonly #clashes = new Map<string, Reason>()

  constructor(types: NamedTypes) {
    this.#types = types
    this.#converts = findConverting(types)
  }

  /** The members of a union, and those of unions among them. */
  flatten(type: Type, depth = 0): readonly Type[] {
    const resolved = this.#resolve(type)
    if (resolved.kind !== 'union' || depth > DEEPEST) return [type]
    return resolved.members.flatMap((member) => this.flatten(member, depth + 1))
  }

  /**
   * Whether one of two objects requires what the other does not even declare. It is tried after the
   * other, and a value of the other does not carry that property when it is sent.
   */
  areOrdered(first: Type, second: Type): boolean {
    const [a, b] = [this.#resolve(first), this.#resolve(second)]
    if (a.kind !== 'object' || b.kind !== 'object' || a.index || b.index) return false
    return requiresUnknown(a, b) || requiresUnknown(b, a)
  }

  /** Whether one JSON value can be of both types and means something else in each. */
  clash(a: Type, b: Type): Reason {
    if (!this.#converts(a) && !this.#converts(b)) return undefined
    if (a.kind !== 'ref' && b.kind !== 'ref') return this.#formsClash(a, b)
    const key = JSON.stringify([a, b])
    if (this.#clashes.has(key)) return this.#clashes.get(key)
    this.#clashes.set(key, undefined)
    const clash = this.#formsClash(this.#resolve(a), this.#resolve(b))
    this.#clashes.set(key, clash)
    return clash
  }

  #formsClash(a: Type, b: Type): Reason {
    if (a.kind === 'union') return first(a.members, (member) => this.clash(member, b))
    if (b.kind === 'union') return first(b.members, (member) => this.clash(a, member))
    if (travels(a)) return this.#travellingClash(a, b)
    if (travels(b)) return this.#travellingClash(b, a)
    if (isAnything(a) || isAnything(b)) return 'one of them takes in whatever the other is'
    return this.#partsClash(a, b)
  }

  #travellingClash(a: Travelling, b: Type): Reason {
    if (a.kind === 'builtin' && b.kind === 'builtin' && a.name === b.name) return undefined
    if (a.kind === 'set' && b.kind === 'set') return this.clash(a.items, b.items)
    if (a.kind === 'map' && b.kind === 'map') {
      const isObject = isObjectMap(a, this.#resolve)
      if (isObject !== isObjectMap(b, this.#resolve)) return undefined
      return (isObject ? undefined : this.clash(a.key, b.key)) ?? this.clash(a.value, b.value)
    }
    if (a.kind === 'builtin' && a.name === 'RegExp' && b.kind === 'object') {
      if (this.#areTold(b, REG_EXP)) return undefined
    }
    return couldBe(a, b, this.#resolve) ? formInWords(a, jsonFormOf(a, this.#resolve)) : undefined
  }

  #partsClash(a: Type, b: Type): Reason {
    const [items, others] = [itemTypes(a), itemTypes(b)]
    if (items !== undefined && others !== undefined) {
      return first(items, (item) => first(others, (other) => this.clash(item, other)))
    }
    if (a.kind === 'object' && b.kind === 'object') return this.#objectsClash(a, b)
    if (a.kind === 'record' && b.kind === 'record') return this.clash(a.value, b.value)
    if (a.kind === 'record' && b.kind === 'object') return this.#valuesClash(b, a.value)
    if (b.kind === 'record' && a.kind === 'object') return this.#valuesClash(a, b.value)
    return undefined
  }

  #objectsClash(a: ObjectType, b: ObjectType): Reason {
    if (this.#areTold(a, b)) return undefined
    return first(a.properties, ({ name, type }) => {
      const other = b.properties.find((property) => property.name === name)?.type ?? b.index
      return other && this.clash(type, other)
    })
  }

  #valuesClash({ properties, index }: ObjectType, value: Type): Reason {
    const types = properties.map(({ type }) => type)
    return first([...types, ...(index === undefined ? [] : [index])], (type) =>
      this.clash(type, value),
    )
  }

  /** Whether neither takes a value of the other for one of its own. */
  #areTold(a: ObjectType, b: ObjectType): boolean {
    return this.#refuses(a, b) && this.#refuses(b, a)
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

  readonly #resolve = (type: Type): Type => {
    let resolved = type
    for (let hops = 0; resolved.kind === 'ref' && hops < 100; hops++) {
      resolved = this.#types[resolved.name]?.type ?? { kind: 'unknown' }
    }
    return resolved
  }
}

function requiresUnknown(type: ObjectType, other: ObjectType): boolean {
  const names = new Set(other.properties.map(({ name }) => name))
  return type.properties.some(({ name, optional }) => !optional && !names.has(name))
}

/** Unions in unions that are followed: they may come back to themselves. */
const DEEPEST = 5

/** What a RegExp travels as. */
const REG_EXP: ObjectType = {
  kind: 'object',
  properties: ['source', 'flags'].map((name) => ({ name, type: { kind: 'string' } })),
}

/** The first reason that is found. */
function first<T>(items: Iterable<T>, reasonOf: (item: T) => Reason): Reason {
  for (const item of items) {
    const reason = reasonOf(item)
    if (reason !== undefined) return reason
  }
  return undefined
}
