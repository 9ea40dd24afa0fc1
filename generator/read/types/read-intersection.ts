import type { Type } from 'mycelia/contract'
import { ts } from 'ts-morph'
import type { Mention } from './mention.js'
import { readObject } from './read-object.js'
import type { TypeScope } from './type-scope.js'
import { isPlatformSymbol } from './unsupported-types.js'

/**
 * `A & B`: objects become one with the properties of all. A brand (`string & { __brand: 'Id' }`)
 * is dropped: what travels is the string.
 */
export function readIntersection(
  type: ts.IntersectionType,
  mention: Mention,
  scope: TypeScope,
): Type {
  const branded = type.types.find((part) => !isPlainObject(part, scope))
  const inner = { ...mention, depth: mention.depth + 1, typeNode: undefined }
  return branded === undefined ? readObject(type, mention, scope) : scope.read(branded, inner)
}

/** Whether a part of an intersection adds properties and is not a value of another kind. */
function isPlainObject(type: ts.Type, { checker, reading }: TypeScope): boolean {
  if (!(type.flags & ts.TypeFlags.Object)) return Boolean(type.flags & ts.TypeFlags.NonPrimitive)
  if (checker.isArrayType(type) || checker.isTupleType(type)) return false
  if (checker.getSignaturesOfType(type, ts.SignatureKind.Call).length > 0) return false
  const symbol = type.symbol as ts.Symbol | undefined
  const declared = ts.SymbolFlags.Interface | ts.SymbolFlags.Class
  return !symbol || !(symbol.flags & declared) || !isPlatformSymbol(symbol, reading.program)
}
