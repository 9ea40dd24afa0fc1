import {
  isObjectMap,
  type MapType,
  type SetType,
  type TupleType,
  type Type,
  type UnionType,
} from 'mycelia/contract'
import { builtinFunction } from './builtin-function.js'
import { type CodecScope, ITEM, type MapMode, readProperty } from './codec-scope.js'
import { discriminantOf, manyMembers } from './discriminant.js'
import { inFittingOrder } from './fitting-order.js'
import { jsonShape } from './json-shape.js'
import { arrayLiteral, arrow, call, conditional, type Doc } from './layout.js'
import { orUndefined, printCheckFunction } from './print-check.js'
import { printLiteral } from './print-type.js'
import {
  allowsUndefined,
  isUndefined,
  type JsonKind,
  type Position,
  withoutUndefined,
} from './type-facts.js'

/**
 * Makes the value of an expression anew. `place` names, in Pascal case, where the type stands.
 * @returns undefined when the value is taken as it is.
 */
export function printMap(
  type: Type,
  expression: string,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc | undefined {
  if (!scope.facts.reshapes(type, 'placed')) return undefined
  switch (type.kind) {
    case 'undefined':
    case 'void':
      return 'undefined'
    case 'array': {
      return mapItems(type.items, expression, mode, place, scope)
    }
    case 'tuple':
      return mapTuple(type, expression, mode, place, scope)
    case 'record': {
      const value = printMapFunction(type.value, mode, `${place}Value`, scope, 'keyed')
      return value && call(scope.codec('mapRecord'), expression, value)
    }
    case 'set':
    case 'map':
      return mapCollection(type, expression, mode, place, scope)
    case 'union':
      return mapUnion(type, expression, mode, place, scope)
    default:
      return [mapperOf(type, mode, place, scope) ?? '', `(${expression})`]
  }
}

/** An array of nobody knows what gives its items no type. */
export function mapItems(
  items: Type,
  expression: string,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc | undefined {
  const ready = mapperOf(items, mode, `${place}Item`, scope)
  if (ready !== undefined) return call(`${expression}.map`, ready)
  const mapped = printMap(items, ITEM, mode, `${place}Item`, scope)
  return mapped && call(`${expression}.map`, arrow(`${ITEM}: any`, mapped))
}

/** The same as a function. */
export function printMapFunction(
  type: Type,
  mode: MapMode,
  place: string,
  scope: CodecScope,
  position: Position = 'placed',
): Doc | undefined {
  const ready = mapperOf(type, mode, place, scope)
  if (ready !== undefined) return ready
  if (isUndefined(type)) return '() => undefined'
  const mapped = printKeyedMap(
    type,
    ITEM,
    position === 'keyed' && allowsUndefined(type),
    mode,
    place,
    scope,
  )
  return mapped && arrow(ITEM, mapped)
}

/** A value that may be absent: a property or an argument. */
export function printKeyedMap(
  type: Type,
  expression: string,
  optional: boolean,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc | undefined {
  const mapped = printMap(
    optional ? withoutUndefined(type, 'keyed') : type,
    expression,
    mode,
    place,
    scope,
  )
  if (mapped === undefined || !optional || isUndefined(type)) return mapped
  return conditional(`${expression} === undefined`, 'undefined', mapped)
}

/** A function that is there already, or is made as one of its own. */
function mapperOf(type: Type, mode: MapMode, place: string, scope: CodecScope): string | undefined {
  if (!scope.facts.reshapes(type, 'placed')) return undefined
  const own = scope.facts.converts(type, 'placed') ? mode : 'pick'
  if (type.kind === 'builtin' && mode !== 'pick') return builtinFunction(type.name, mode, scope)
  if (type.kind === 'ref') return scope.map(type.name, own)
  if (manyMembers(type, scope.facts) !== undefined)
    return scope.mapUnion(type as UnionType, own, place)
  return type.kind === 'object' ? scope.mapObject(type, own, place) : undefined
}

function mapTuple(
  { elements }: TupleType,
  expression: string,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc {
  const restIndex = elements.findIndex(({ rest }) => rest)
  const maps = elements.map(({ type, optional }, index) => {
    const whole = optional ? orUndefined(type) : type
    return printMapFunction(whole, mode, `${place}${index + 1}`, scope) ?? 'undefined'
  })
  if (restIndex < 0) return call(scope.codec('mapTuple'), expression, arrayLiteral(maps))
  const front = arrayLiteral(maps.slice(0, restIndex))
  const back = maps.slice(restIndex + 1)
  const end = back.length === 0 ? [] : [arrayLiteral(back)]
  return call(scope.codec('mapTuple'), expression, front, maps[restIndex]!, ...end)
}

/** By way of the collection's JSON form, of which the parts are converted. */
function mapCollection(
  type: SetType | MapType,
  expression: string,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc {
  const shape = jsonShape(type, scope.facts)
  const isObject = type.kind === 'map' && isObjectMap(type, scope.facts.resolve)
  if (mode !== 'decode') {
    const form = isObject ? `Object.fromEntries(${expression})` : `[...${expression}]`
    return printMap(shape, form, mode, place, scope) ?? form
  }
  const items = printMap(shape, expression, mode, place, scope) ?? expression
  if (type.kind === 'set') return call('new Set<any>', items)
  return call('new Map<any, any>', isObject ? call('Object.entries', items) : items)
}

function mapUnion(
  union: UnionType,
  expression: string,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc | undefined {
  const { members } = union
  const nothing = members.filter((member) => member.kind === 'null' || isUndefined(member))
  if (nothing.length > 0) {
    const others = members.filter((member) => !nothing.includes(member))
    const mapped = printMap(unionOf(others), expression, mode, place, scope)
    if (mapped === undefined && mode !== 'decode') return undefined
    return mapNothing(nothing, mapped ?? expression, expression, mode)
  }
  const ready = mapperOf(union, mode, place, scope)
  if (ready !== undefined) return call(ready, expression)
  const discriminant = discriminantOf(union, scope.facts)
  if (discriminant !== undefined) {
    return mapByDiscriminant(discriminant, union, expression, mode, place, scope)
  }
  return (
    mapByKind(members, expression, mode, place, scope) ??
    mapFitting(members, expression, mode, place, scope)
  )
}

function unionOf(members: readonly Type[]): Type {
  const [only] = members
  if (only === undefined) return { kind: 'never' }
  return members.length === 1 ? only : { kind: 'union', members }
}

/** `null` stays `null`; where only `undefined` is possible, it has travelled as `null`. */
function mapNothing(nothing: readonly Type[], mapped: Doc, expression: string, mode: MapMode): Doc {
  const hasNull = nothing.some(({ kind }) => kind === 'null')
  const hasUndefined = nothing.some(isUndefined)
  if (hasNull && hasUndefined) {
    return conditional(`${expression} === undefined || ${expression} === null`, expression, mapped)
  }
  if (hasNull) return conditional(`${expression} === null`, 'null', mapped)
  const none = mode === 'decode' ? 'null' : 'undefined'
  return conditional(`${expression} === ${none}`, 'undefined', mapped)
}

function mapByDiscriminant(
  { property, valuesOf }: NonNullable<ReturnType<typeof discriminantOf>>,
  { members }: UnionType,
  expression: string,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc {
  const read = readProperty(expression, property, scope)
  const mapped = members.map((member, index) => {
    const map = printMap(member, expression, mode, `${place}${index + 1}`, scope) ?? expression
    return { values: valuesOf(member), map }
  })
  const last = mapped.pop()!
  return mapped.reduceRight<Doc>((otherwise, { values, map }) => {
    const tests = values.map((value) => `${read} === ${printLiteral(value)}`).join(' || ')
    return conditional(tests, map, otherwise)
  }, last.map)
}

/** A union of which one member alone is made anew, and can be told by the kind of its value. */
function mapByKind(
  members: readonly Type[],
  expression: string,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc | undefined {
  const made = members.filter((member) => scope.facts.reshapes(member, 'placed'))
  const [only] = made
  if (only === undefined || made.length > 1) return undefined
  const [kind, ...more] = scope.facts.jsonKinds(only) ?? []
  if (kind === undefined || more.length > 0) return undefined
  const isShared = members.some(
    (member) => member !== only && (scope.facts.jsonKinds(member)?.has(kind) ?? true),
  )
  const isIt = isShared ? undefined : kindTest(kind, only, expression, mode, scope)
  const mapped = printMap(only, expression, mode, place, scope)
  return isIt && mapped && conditional(isIt, mapped, expression)
}

function kindTest(
  kind: JsonKind,
  type: Type,
  expression: string,
  mode: MapMode,
  scope: CodecScope,
): Doc | undefined {
  const form = scope.facts.resolve(type)
  if (form.kind === 'builtin') {
    if (mode !== 'encode' && form.name === 'Date') {
      return call(scope.codec('hasDateForm'), expression)
    }
    const use = mode === 'encode' ? 'is' : 'accepts'
    return call(builtinFunction(form.name, use, scope), expression)
  }
  if (mode === 'encode' && (form.kind === 'set' || form.kind === 'map')) {
    return call(scope.codec(form.kind === 'set' ? 'isSet' : 'isMap'), expression)
  }
  if (kind === 'array') return `Array.isArray(${expression})`
  return kind === 'object' ? call(scope.codec('isObject'), expression) : undefined
}

/** Any other union: a value may be of several members, and what any of them declares is kept. */
function mapFitting(
  members: readonly Type[],
  expression: string,
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc {
  const fits = inFittingOrder(members, scope.facts).flatMap((member, index) => {
    const check = printCheckFunction(member, mode === 'decode' ? 'accepts' : 'is', scope)
    if (isPrimitive(member, scope)) return []
    const map = printMapFunction(member, mode, `${place}${index + 1}`, scope)
    return [arrayLiteral([check ?? '() => true', ...(map === undefined ? [] : [map])])]
  })
  return call(scope.codec('mapFitting'), expression, ...fits)
}

/** Whether values of a type have no parts, so that there is nothing to keep or leave out. */
function isPrimitive(type: Type, { facts }: CodecScope): boolean {
  if (facts.reshapes(type, 'placed')) return false
  const kinds = facts.jsonKinds(type)
  return kinds !== undefined && !kinds.has('object') && !kinds.has('array')
}
