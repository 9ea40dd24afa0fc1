import type { NamedType, Type } from 'mycelia/contract'
import type { Module } from './module.js'
import { type Notes, positionOf } from './notes.js'
import { readClassType } from './read-class-type.js'
import { readNamedValue } from './read-named-value.js'
import type { TypeReader } from './read-type.js'
import type { Meaning, Resolver } from './resolve.js'
import type { Code } from './syntax.js'
import { UNKNOWN } from './well-known-types.js'

export type NamedMeaning = Extract<Meaning, { readonly is: 'class' | 'value' }>

/** What a class or an assignment is as a type. */
export type TypeFound = Pick<NamedType, 'type' | 'interface' | 'doc'>

/** What generated code itself writes under these names. */
const TAKEN: ReadonlySet<string> = new Set(
  'Array Boolean Date Map Number Object Promise ReadonlyArray Record Set String Symbol any boolean never number object string symbol undefined unknown void'.split(
    ' ',
  ),
)

/** The named types of one service, in the order in which they are first mentioned. */
export class NamedTypes {
  readonly #resolver: Resolver
  readonly #notes: Notes
  readonly #fileOf: (module: Module) => string
  readonly #types = new Map<string, NamedType>()
  /** Names by the place of what they name. */
  readonly #names = new Map<string, string>()

  /** @param fileOf A module's path as the contract tells it. */
  constructor(resolver: Resolver, notes: Notes, fileOf: (module: Module) => string) {
    this.#resolver = resolver
    this.#notes = notes
    this.#fileOf = fileOf
  }

  get all(): Readonly<Record<string, NamedType>> {
    return Object.fromEntries(this.#types)
  }

  /** @param mention Where it is spoken of. */
  read(meaning: NamedMeaning, mention: Code<Module>, types: TypeReader): Type {
    const place = `${meaning.module.path}:${meaning.node.from}`
    const known = this.#names.get(place)
    if (known !== undefined) return this.#types.has(known) ? { kind: 'ref', name: known } : UNKNOWN
    const name = this.#freeName(meaning.name)
    const source = { file: this.#fileOf(meaning.module), ...positionOf(meaning) }
    this.#names.set(place, name)
    // A recursive type finds itself here.
    this.#types.set(name, { type: UNKNOWN, source })
    const scope = { resolver: this.#resolver, types, notes: this.#notes, mention }
    const found =
      meaning.is === 'class' ? readClassType(meaning, scope) : readNamedValue(meaning, scope)
    const type = found?.type ?? UNKNOWN
    const isOwn = type.kind === 'ref' && type.name === name
    if (found === undefined || isOwn) {
      this.#types.delete(name)
      return UNKNOWN
    }
    this.#types.set(name, { ...found, source })
    return { kind: 'ref', name }
  }

  /**
   * Whether the receiver of a union could not tell which member has arrived: a date travels as text.
   */
  isAmbiguous(union: Type): boolean {
    if (union.kind !== 'union') return false
    const members = union.members.filter((type) => !this.#isApart(type))
    return members.length > 1 && members.some((type) => this.#holdsDate(type, new Set()))
  }

  /** Whether a value is never taken for a date, nor for what holds one. */
  #isApart(type: Type): boolean {
    if (type.kind === 'literal') return typeof type.value !== 'string'
    return type.kind === 'null' || type.kind === 'number' || type.kind === 'boolean'
  }

  #holdsDate(type: Type, seen: Set<string>): boolean {
    const inner = (part: Type) => this.#holdsDate(part, seen)
    switch (type.kind) {
      case 'builtin':
        return true
      case 'ref': {
        const named = this.#types.get(type.name)
        if (named === undefined || seen.has(type.name)) return false
        seen.add(type.name)
        return inner(named.type)
      }
      case 'array':
        return inner(type.items)
      case 'record':
        return inner(type.value)
      case 'union':
        return type.members.some(inner)
      case 'tuple':
        return type.elements.some((element) => inner(element.type))
      case 'object':
        return type.properties.some((property) => inner(property.type))
      default:
        return false
    }
  }

  #freeName(name: string): string {
    let free = TAKEN.has(name) ? `${name}Type` : name
    for (let count = 2; this.#types.has(free); count++) free = `${name}${count}`
    return free
  }
}
