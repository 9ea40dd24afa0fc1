import { isObjectMap, type MapType, type SetType, type Type } from 'mycelia/contract'
import type { TypeFacts } from './type-facts.js'

/** The type of a collection's JSON form, whose parts are still to be decoded. */
export function jsonShape(type: SetType | MapType, facts: TypeFacts): Type {
  if (type.kind === 'set') return { kind: 'array', items: type.items }
  const { key, value } = type
  if (isObjectMap(type, facts.resolve)) return { kind: 'record', key, value }
  return {
    kind: 'array',
    items: { kind: 'tuple', elements: [{ type: key }, { type: value }] },
  }
}
