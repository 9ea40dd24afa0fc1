import type { Type } from 'mycelia/contract'
import { UNKNOWN } from './well-known-types.js'

/** A union, flat and without repetition; what can be anything absorbs the others. */
export function unionOf(given: readonly Type[]): Type {
  const members = new Map<string, Type>()
  for (const type of given.flatMap((type) => (type.kind === 'union' ? type.members : [type]))) {
    members.set(JSON.stringify(type), type)
  }
  const types = [...members.values()]
  if (types.length === 0 || types.some(({ kind }) => kind === 'unknown')) return UNKNOWN
  return types.length === 1 ? types[0]! : { kind: 'union', members: types }
}
