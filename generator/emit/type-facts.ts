import { builtins, isObjectMap, type NamedType, type Type } from 'mycelia/contract'
import { partsOf } from './refs-in.js'

/**
 * Where a value stands. Keyed, as a property or an argument, `undefined` is the same as absent;
 * placed, as an item or a result, it travels as `null`.
 */
export type Position = 'keyed' | 'placed'

/** What a JSON value can be, as far as that is seen without a look inside. */
export type JsonKind = 'null' | 'undefined' | 'boolean' | 'number' | 'string' | 'array' | 'object'

/** What has to be known of the types of a contract to write code that converts them. */
export class TypeFacts {
  readonly #types: Readonly<Record<string, NamedType>>
  readonly #converting: ReadonlySet<string>
  readonly #reshaping: ReadonlySet<string>
  readonly #exact: ReadonlySet<string>

  constructor(types: Readonly<Record<string, NamedType>>) {
    this.#types = types
    this.#converting = namesWith(types, (type, names) => convertsHere(type, 'placed', names))
    this.#reshaping = namesWith(types, reshapesHere)
    this.#exact = namesWith(types, isExactHere)
  }

  /** What a type stands for, once all names are looked up. */
  readonly resolve = (type: Type): Type => {
    let resolved = type
    for (let hops = 0; resolved.kind === 'ref' && hops < 100; hops++) {
      resolved = this.#types[resolved.name]?.type ?? { kind: 'unknown' }
    }
    return resolved
  }

  /** Whether values have a JSON form that differs from themselves. */
  converts(type: Type, position: Position): boolean {
    return convertsHere(type, position, this.#converting)
  }

  /** Whether values are made anew on their way: converted, or stripped to what is declared. */
  reshapes(type: Type, position: Position): boolean {
    return this.converts(type, position) || reshapesHere(type, this.#reshaping)
  }

  /** Whether objects in it refuse other properties than theirs. */
  isExact(type: Type): boolean {
    return isExactHere(type, this.#exact)
  }

  /** Everything that the JSON form of a type can be; undefined when that is anything. */
  jsonKinds(given: Type): ReadonlySet<JsonKind> | undefined {
    const type = this.resolve(given)
    if (type.kind === 'map') return new Set([isObjectMap(type, this.resolve) ? 'object' : 'array'])
    if (type.kind !== 'union') {
      const kinds = kindsOf(type)
      return kinds && new Set(kinds)
    }
    const all = type.members.map((member) => this.jsonKinds(member))
    if (all.includes(undefined)) return undefined
    return new Set(all.flatMap((kinds) => [...(kinds ?? [])]))
  }
}

/** A union without the `undefined` that means absent where its value has a key. */
export function withoutUndefined(type: Type, position: Position): Type {
  if (type.kind !== 'union' || position === 'placed') return type
  const members = type.members.filter((member) => !isUndefined(member))
  if (members.length === type.members.length) return type
  const [only] = members
  return only !== undefined && members.length === 1 ? only : { kind: 'union', members }
}

/** Whether a value with a key may be absent because its type says so. */
export function allowsUndefined(type: Type): boolean {
  return type.kind === 'union' ? type.members.some(isUndefined) : isUndefined(type)
}

export function isUndefined({ kind }: Type): boolean {
  return kind === 'undefined' || kind === 'void'
}

/** Named types of which something holds, by themselves or because of those that they refer to. */
function namesWith(
  types: Readonly<Record<string, NamedType>>,
  holds: (type: Type, names: ReadonlySet<string>) => boolean,
): ReadonlySet<string> {
  const names = new Set<string>()
  let before = -1
  while (names.size > before) {
    before = names.size
    for (const [name, { type }] of Object.entries(types)) {
      if (!names.has(name) && holds(type, names)) names.add(name)
    }
  }
  return names
}

function convertsHere(given: Type, position: Position, names: ReadonlySet<string>): boolean {
  const type = withoutUndefined(given, position)
  const inside = (part: Type, position: Position) => convertsHere(part, position, names)
  switch (type.kind) {
    case 'builtin':
    case 'set':
    case 'map':
      return true
    case 'undefined':
    case 'void':
      return position === 'placed'
    case 'ref':
      return names.has(type.name)
    case 'union': {
      const hasNull = type.members.some(({ kind }) => kind === 'null')
      return type.members.some(
        (member) => !(hasNull && isUndefined(member)) && inside(member, 'placed'),
      )
    }
    case 'tuple':
      return type.elements.some((element) => element.optional || inside(element.type, 'placed'))
    case 'object':
    case 'record':
      return partsOf(type).some((part) => inside(part, 'keyed'))
    default:
      return partsOf(type).some((part) => inside(part, 'placed'))
  }
}

function reshapesHere(type: Type, names: ReadonlySet<string>): boolean {
  if (type.kind === 'ref') return names.has(type.name)
  if (type.kind === 'builtin' || type.kind === 'set' || type.kind === 'map') return true
  if (type.kind === 'object' && type.index === undefined) return true
  return partsOf(type).some((part) => reshapesHere(part, names))
}

function isExactHere(type: Type, names: ReadonlySet<string>): boolean {
  if (type.kind === 'ref') return names.has(type.name)
  if (type.kind === 'object' && type.exact) return true
  return partsOf(type).some((part) => isExactHere(part, names))
}

function kindsOf(type: Type): readonly JsonKind[] | undefined {
  switch (type.kind) {
    case 'builtin':
      return [builtins[type.name]]
    case 'template':
      return ['string']
    case 'nonPrimitive':
      return ['array', 'object']
    case 'set':
      return ['array']
    case 'literal':
      return [typeof type.value as JsonKind]
    case 'enum':
      return type.members.map(({ value }) => typeof value as JsonKind)
    case 'tuple':
    case 'array':
      return ['array']
    case 'record':
    case 'object':
      return ['object']
    case 'void':
    case 'undefined':
      return ['undefined', 'null']
    case 'never':
      return []
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return [type.kind]
    default:
      return undefined
  }
}
