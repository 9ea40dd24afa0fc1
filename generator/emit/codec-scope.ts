import type { ObjectType, Type, UnionType } from 'mycelia/contract'
import { access, optionalAccess, quote } from './printer.js'
import type { TypeFacts } from './type-facts.js'

/**
 * What a check looks at: a value as the method has it, or its JSON form. What a service `receives`
 * has no excess properties where its types are exact; what its callers accept may have.
 */
export type CheckMode = 'is' | 'accepts' | 'receives'

/** What is made of a value. `pick` keeps what is declared, where nothing needs converting. */
export type MapMode = 'decode' | 'encode' | 'pick'

/** What the codecs of one contract are written with. */
export interface CodecScope {
  readonly facts: TypeFacts
  /** Uses a name of `mycelia/codec`. @returns the name. */
  codec(name: string): string
  /** Uses the function that checks values of a named type. @returns its name. */
  check(type: string, mode: CheckMode): string
  /** Uses the function that checks items of an array whose type has no name. @returns its name. */
  checkItem(items: Type, mode: CheckMode): string
  /** Uses the function that checks arrays with such items. @returns its name. */
  checkItems(items: Type, mode: CheckMode): string
  /** Uses the function that checks values of a union without a name. @returns its name. */
  checkUnion(union: UnionType, mode: CheckMode): string
  /** Uses the function that checks values of a member of a union. @returns its name. */
  checkMember(member: Type, mode: CheckMode, place: string): string
  /** Uses the function that makes values of a named type anew. @returns its name. */
  map(type: string, mode: MapMode): string
  /** The same for an object without a name. `place` says, in Pascal case, where it stands. */
  mapObject(type: ObjectType, mode: MapMode, place: string): string
  /** The same for a union without a name. */
  mapUnion(union: UnionType, mode: MapMode, place: string): string
}

/** The value that a lambda is about. */
export const ITEM = 'item'

/** Reads a property; those that all objects inherit count only where they are its own. */
export function readProperty(object: string, name: string, scope: CodecScope): string {
  if (name in Object.prototype) return `${scope.codec('own')}(${object}, ${quote(name)})`
  return access(object, name)
}

/** The same of a value that may be anything. */
export function readPropertyOfAny(value: string, name: string, scope: CodecScope): string {
  if (name in Object.prototype) return readProperty(value, name, scope)
  return optionalAccess(value, name)
}
