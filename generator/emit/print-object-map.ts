import type { ObjectType } from 'mycelia/contract'
import { type CodecScope, type MapMode, readProperty } from './codec-scope.js'
import { arrayLiteral, call, type Doc, hardline, objectLiteral } from './layout.js'
import { printKeyedMap, printMap, printMapFunction } from './print-map.js'
import { printLiteral } from './print-type.js'
import { literalKey, pascalCase } from './printer.js'
import { allowsUndefined, withoutUndefined } from './type-facts.js'

/**
 * The statements that make an object anew. What is encoded may hold `undefined`, which JSON leaves
 * out; otherwise a property that was absent stays absent.
 */
export function printObjectMap(
  type: ObjectType,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc {
  const known = type.properties.map((property) => {
    const { name, type: valueType } = property
    const optional = property.optional === true || allowsUndefined(valueType)
    const read = readProperty('value', name, scope)
    const within = place + pascalCase(name)
    const present = withoutUndefined(valueType, 'keyed')
    return {
      name,
      optional,
      read,
      /** Of a value that may be absent. */
      mapAny: () => printKeyedMap(valueType, read, optional, mode, within, scope) ?? read,
      /** Of a value that is there. */
      map: () => printMap(present, read, mode, within, scope) ?? read,
    }
  })
  const isPlain = mode === 'encode' || known.every(({ optional }) => !optional)
  const inLiteral = known
    .filter(({ optional }) => isPlain || !optional)
    .map(({ name, mapAny }): Doc => [literalKey(name), ': ', mapAny()])
  const rest = restOf(type, mode, place, scope)
  const literal = objectLiteral(rest === undefined ? inLiteral : [['...', rest], ...inLiteral])
  if (isPlain) return ['return ', literal]
  const assignments = known
    .filter(({ optional }) => optional)
    .map(({ name, read, map }) => [
      hardline,
      `if (${read} !== undefined) ${literalTarget(name)} = `,
      map(),
    ])
  return ['const result: any = ', literal, assignments, hardline, 'return result']
}

function literalTarget(name: string): string {
  const key = literalKey(name)
  return /^['"[]/.test(key) ? `result${key.startsWith('[') ? key : `[${key}]`}` : `result.${key}`
}

function restOf(
  type: ObjectType,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc | undefined {
  if (type.index === undefined) return undefined
  const known = arrayLiteral(type.properties.map(({ name }) => printLiteral(name)))
  const other = printMapFunction(type.index, mode, `${place}Value`, scope, 'keyed')
  return call(scope.codec('mapRest'), 'value', known, ...(other === undefined ? [] : [other]))
}
