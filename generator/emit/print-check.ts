import type {
  ArrayType,
  MapType,
  ObjectType,
  Parameter,
  SetType,
  TupleElement,
  TupleType,
  Type,
} from 'mycelia/contract'
import { builtinFunction } from './builtin-function.js'
import { type CheckMode, type CodecScope, ITEM, readProperty } from './codec-scope.js'
import {
  allOf,
  always,
  anyOf,
  type Condition,
  holdsAlways,
  printCondition,
  test,
} from './condition.js'
import { manyMembers } from './discriminant.js'
import { jsonShape } from './json-shape.js'
import { arrow, call, type Doc } from './layout.js'
import { constraintConditions } from './print-constraints.js'
import { templateArguments } from './print-template.js'
import { printLiteral } from './print-type.js'
import { quote } from './printer.js'
import { allowsUndefined, isUndefined, type Position, withoutUndefined } from './type-facts.js'

/** Whether the value of an expression is of a type; nothing when everything is. */
export function printCheck(
  type: Type,
  expression: string,
  mode: CheckMode,
  scope: CodecScope,
): Doc | undefined {
  return printed(conditionOf(type, expression, mode, scope))
}

/** The same as a function. */
export function printCheckFunction(
  type: Type,
  mode: CheckMode,
  scope: CodecScope,
  position: Position = 'placed',
): Doc | undefined {
  const ready = readyFunction(type, mode, scope)
  if (ready !== undefined) return ready
  const condition =
    position === 'keyed'
      ? keyedCondition(type, ITEM, false, mode, scope)
      : conditionOf(type, ITEM, mode, scope)
  return holdsAlways(condition) ? undefined : arrow(ITEM, printCondition(condition))
}

/** Whether the arguments of a request, an entry for each parameter, are what a method takes. */
export function printArgumentsCheck(
  params: readonly Parameter[],
  scope: CodecScope,
): Doc | undefined {
  const conditions = params.map(({ type, optional, rest }, index) =>
    rest
      ? itemsCondition(type, index === 0 ? 'args' : `args.slice(${index})`, 'receives', scope)
      : keyedCondition(type, `args[${index}]`, optional === true, 'receives', scope),
  )
  return printed(allOf(conditions))
}

function printed(condition: Condition): Doc | undefined {
  return holdsAlways(condition) ? undefined : printCondition(condition)
}

/** A function that is there already. */
export function readyFunction(type: Type, mode: CheckMode, scope: CodecScope): string | undefined {
  switch (type.kind) {
    case 'string':
      return type.constraints === undefined ? scope.codec('isString') : undefined
    case 'boolean':
      return scope.codec('isBoolean')
    case 'number':
      return type.constraints === undefined ? 'Number.isFinite' : undefined
    case 'never':
      return scope.codec('isNever')
    case 'builtin':
      return builtinFunction(type.name, mode === 'is' ? 'is' : 'accepts', scope)
    case 'ref':
      return scope.check(type.name, mode)
    case 'record':
      return isAnything(type.value) && isText(type.key) ? scope.codec('isRecord') : undefined
    case 'array':
      if (type.constraints !== undefined) return undefined
      return holdsAlways(conditionOf(type.items, ITEM, mode, scope))
        ? 'Array.isArray'
        : scope.checkItems(type.items, mode)
    case 'union':
      return manyMembers(type, scope.facts) && scope.checkUnion(type, mode)
    default:
      return undefined
  }
}

export function conditionOf(
  type: Type,
  expression: string,
  mode: CheckMode,
  scope: CodecScope,
): Condition {
  switch (type.kind) {
    case 'any':
    case 'unknown':
      return always
    case 'boolean':
      return test(`typeof ${expression} === 'boolean'`)
    case 'string':
      return allOf([
        test(`typeof ${expression} === 'string'`),
        ...constraintConditions(type, expression, scope),
      ])
    case 'number':
      return allOf([
        // Only a whole number is a safe integer.
        ...(type.constraints?.integer ? [] : [test(`Number.isFinite(${expression})`)]),
        ...constraintConditions(type, expression, scope),
      ])
    case 'null':
      return test(`${expression} === null`)
    case 'undefined':
    case 'void':
      return mode === 'is' ? test(`${expression} === undefined`) : isNullish(expression)
    case 'literal':
      return test(`${expression} === ${printLiteral(type.value)}`)
    case 'enum':
      return anyOf(
        type.members.map(({ value }) => test(`${expression} === ${printLiteral(value)}`)),
      )
    case 'template':
      return test(call(scope.codec('isTemplate'), expression, ...templateArguments(type)))
    case 'nonPrimitive':
      return allOf([test(`typeof ${expression} === 'object'`), test(`${expression} !== null`)])
    case 'set':
    case 'map':
      return mode === 'is'
        ? collectionCondition(type, expression, scope)
        : conditionOf(jsonShape(type, scope.facts), expression, mode, scope)
    case 'array':
      return arrayCondition(type, expression, mode, scope)
    case 'tuple':
      return tupleCondition(type, expression, mode, scope)
    case 'object':
      return objectCondition(type, expression, mode, scope)
    case 'record':
      return recordCondition(type.key, type.value, expression, mode, scope)
    case 'union':
      if (manyMembers(type, scope.facts))
        return test(call(scope.checkUnion(type, mode), expression))
      return anyOf(type.members.map((member) => conditionOf(member, expression, mode, scope)))
    default:
      return test(`${readyFunction(type, mode, scope)}(${expression})`)
  }
}

function isNullish(expression: string): Condition {
  return anyOf([test(`${expression} === undefined`), test(`${expression} === null`)])
}

/** A value that may be absent: a property or an argument. */
function keyedCondition(
  type: Type,
  expression: string,
  optional: boolean,
  mode: CheckMode,
  scope: CodecScope,
): Condition {
  const absent = test(`${expression} === undefined`)
  if (isUndefined(type)) return absent
  const present = conditionOf(withoutUndefined(type, 'keyed'), expression, mode, scope)
  return optional || allowsUndefined(type) ? anyOf([absent, present]) : present
}

/** The length first: no item of an array that is too long is looked at. */
function arrayCondition(
  type: ArrayType,
  expression: string,
  mode: CheckMode,
  scope: CodecScope,
): Condition {
  const isItem = printCheckFunction(type.items, mode, scope)
  const constraints = constraintConditions(type, expression, scope)
  if (constraints.length === 0 && isItem !== undefined) {
    return itemsCondition(type.items, expression, mode, scope)
  }
  return allOf([
    test(`Array.isArray(${expression})`),
    ...constraints,
    itemsCondition(type.items, expression, mode, scope),
  ])
}

function itemsCondition(
  items: Type,
  expression: string,
  mode: CheckMode,
  scope: CodecScope,
): Condition {
  if (holdsAlways(conditionOf(items, ITEM, mode, scope))) return always
  return test(call(scope.checkItems(items, mode), expression))
}

/**
 * The statements that check a value as an array. The loop stands in the generated code, where it
 * calls one function only: a loop that all arrays share calls many, of which none is inlined. An
 * index costs less than an iterator, and unlike `every` it does not pass over holes.
 */
export function printItemsCheck(items: Type, mode: CheckMode, scope: CodecScope): readonly Doc[] {
  const isItem = readyFunction(items, mode, scope) ?? scope.checkItem(items, mode)
  return [
    'if (!Array.isArray(value)) return false',
    `for (let i = 0; i < value.length; i++) if (!${isItem}(value[i])) return false`,
    'return true',
  ]
}

function collectionCondition(
  type: SetType | MapType,
  expression: string,
  scope: CodecScope,
): Condition {
  const [name, parts] =
    type.kind === 'set' ? ['isSet', [type.items]] : ['isMap', [type.key, type.value]]
  const checks = parts.map((part) => printCheckFunction(part, 'is', scope))
  while (checks.length > 0 && checks.at(-1) === undefined) checks.pop()
  const printed = checks.map((check) => check ?? 'undefined')
  return test(call(scope.codec(name), expression, ...printed))
}

function recordCondition(
  key: Type,
  value: Type,
  expression: string,
  mode: CheckMode,
  scope: CodecScope,
): Condition {
  const isValue = printCheckFunction(value, mode, scope, 'keyed')
  const values = isValue === undefined ? [] : [isValue]
  const isKey = isText(key) ? undefined : keyCheck(key, mode, scope)
  return allOf([
    test(call(scope.codec('isRecord'), expression, ...values)),
    isKey === undefined ? always : test(call(`Object.keys(${expression}).every`, isKey)),
  ])
}

/** Keys are text: where they are numbers, they are written as such. */
function keyCheck(key: Type, mode: CheckMode, scope: CodecScope): Doc | undefined {
  if (key.kind === 'number') return scope.codec('isNumberKey')
  return printCheckFunction(key, mode, scope)
}

function objectCondition(
  { properties, index, exact }: ObjectType,
  expression: string,
  mode: CheckMode,
  scope: CodecScope,
): Condition {
  const isOther = index && printCheckFunction(index, mode, scope, 'keyed')
  const known = `[${properties.map(({ name }) => quote(name)).join(', ')}]`
  return allOf([
    ...isObjectConditions(properties, expression, scope),
    ...tellingFirst(properties, scope).map(({ name, type, optional }) => {
      const property = readProperty(expression, name, scope)
      return keyedCondition(type, property, optional === true, mode, scope)
    }),
    isOther === undefined ? always : test(call(scope.codec('isRest'), expression, known, isOther)),
    exact && mode === 'receives' ? test(call(scope.codec('isExact'), expression, known)) : always,
  ])
}

/** An array is no object; where a property is required that it has not, that need not be asked. */
function isObjectConditions(
  properties: ObjectType['properties'],
  expression: string,
  scope: CodecScope,
): readonly Condition[] {
  const isNoArray = properties.some(({ name, type, optional }) => {
    const kinds = scope.facts.jsonKinds(type)
    const mayLack = optional || kinds === undefined || kinds.has('undefined')
    return !mayLack && !(name in Array.prototype) && !/^\d/.test(name)
  })
  if (!isNoArray) return [test(call(scope.codec('isObject'), expression))]
  return [test(`typeof ${expression} === 'object'`), test(`${expression} !== null`)]
}

/** First the properties with a literal value: in a union, they tell its members apart. */
function tellingFirst(
  properties: ObjectType['properties'],
  { facts }: CodecScope,
): ObjectType['properties'] {
  const isTelling = ({ type, optional }: ObjectType['properties'][number]) =>
    !optional && facts.resolve(type).kind === 'literal'
  return [...properties.filter(isTelling), ...properties.filter((one) => !isTelling(one))]
}

function tupleCondition(
  { elements }: TupleType,
  expression: string,
  mode: CheckMode,
  scope: CodecScope,
): Condition {
  const restIndex = elements.findIndex(({ rest }) => rest)
  return allOf([
    test(`Array.isArray(${expression})`),
    lengthCondition(elements, `${expression}.length`),
    ...elements.map(({ type, optional, rest }, index) => {
      const fromEnd = elements.length - index
      if (rest) {
        const end = fromEnd > 1 ? `, ${1 - fromEnd}` : ''
        const items =
          index === 0 && fromEnd === 1 ? expression : `${expression}.slice(${index}${end})`
        return itemsCondition(type, items, mode, scope)
      }
      const isBehindRest = restIndex >= 0 && index > restIndex
      const element = isBehindRest ? `${expression}.at(-${fromEnd})` : `${expression}[${index}]`
      return conditionOf(optional ? orUndefined(type) : type, element, mode, scope)
    }),
  ])
}

function lengthCondition(elements: readonly TupleElement[], length: string): Condition {
  const most = elements.length
  const least = elements.filter(({ rest, optional }) => !rest && !optional).length
  const hasRest = elements.some(({ rest }) => rest)
  if (!hasRest && least === most) return test(`${length} === ${most}`)
  return allOf([
    least === 0 ? always : test(`${length} >= ${least}`),
    hasRest ? always : test(`${length} <= ${most}`),
  ])
}

/** An optional element: where later ones follow it, a missing one is `undefined`. */
export function orUndefined(type: Type): Type {
  if (allowsUndefined(type)) return type
  const members = type.kind === 'union' ? type.members : [type]
  return { kind: 'union', members: [...members, { kind: 'undefined' }] }
}

function isAnything({ kind }: Type): boolean {
  return kind === 'unknown' || kind === 'any'
}

function isText({ kind }: Type): boolean {
  return kind === 'string'
}
