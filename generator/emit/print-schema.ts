import {
  isObjectMap,
  type MapType,
  type ObjectType,
  type TupleElement,
  type TupleType,
  type Type,
  type UnionType,
} from 'mycelia/contract'
import { discriminantOf } from './discriminant.js'
import { inFittingOrder, mayOverlap } from './fitting-order.js'
import { arrayLiteral, block, brokenCall, call, chain, type Doc, layOut } from './layout.js'
import { printConstraints } from './print-constraints.js'
import { templateArguments } from './print-template.js'
import { printLiteral } from './print-type.js'
import { literalKey, quote } from './printer.js'
import { refsIn } from './refs-in.js'
import { allowsUndefined, isUndefined, type TypeFacts, withoutUndefined } from './type-facts.js'

/** What schemas are written with. */
export interface SchemaScope {
  readonly facts: TypeFacts
  /** Uses a name of `mycelia/schema`. @returns the name. */
  schema(name: string): string
  /** The constant that holds the schema of a named type. */
  constant(type: string): string
  /** Whether that constant has no value yet where it is used. */
  isLater(type: string): boolean
}

/** A schema as it is written: what it begins with, and the calls that follow in a chain. */
interface Chain {
  readonly head: Doc
  readonly calls: readonly Doc[]
}

/** A zod schema of a type: it decodes the JSON form and encodes the value. */
export function printSchema(type: Type, scope: SchemaScope): Doc {
  return printChain(schemaOf(type, scope))
}

/** The schema of a value that may be absent: of a property or an argument. */
export function printKeyed(type: Type, optional: boolean, scope: SchemaScope): Doc {
  if (isUndefined(type)) return `${scope.schema('z')}.undefined()`
  const present = schemaOf(withoutUndefined(type, 'keyed'), scope)
  return printChain(optional || allowsUndefined(type) ? then(present, '.optional()') : present)
}

function printChain({ head, calls }: Chain): Doc {
  return chain(head, calls)
}

function then({ head, calls }: Chain, ...more: readonly Doc[]): Chain {
  return { head, calls: [...calls, ...more] }
}

function schemaOf(type: Type, scope: SchemaScope): Chain {
  const zod = (...calls: readonly Doc[]): Chain => ({ head: scope.schema('z'), calls })
  const own = (name: string, ...args: readonly Doc[]): Chain => ({
    head: call(scope.schema(name), ...args),
    calls: [],
  })
  const constraints = printConstraints(type)
  switch (type.kind) {
    case 'any':
    case 'unknown':
      return zod('.unknown()')
    case 'undefined':
    case 'void':
      return own('absent')
    case 'literal':
      return zod(`.literal(${printLiteral(type.value)})`)
    case 'builtin':
      return type.name === 'Date' ? own('date') : own('builtin', quote(type.name))
    case 'template':
      return own('template', ...templateArguments(type))
    case 'nonPrimitive':
      return own('nonPrimitive')
    case 'set':
      return own('setOf', printSchema(type.items, scope))
    case 'map':
      return mapSchema(type, scope, own)
    case 'array':
      return constraints === undefined
        ? zod(call('.array', printSchema(type.items, scope)))
        : own('list', printSchema(type.items, scope), constraints)
    case 'string':
      return constraints === undefined ? zod('.string()') : own('text', constraints)
    case 'number':
      return constraints === undefined ? zod('.number()') : own('number', constraints)
    case 'tuple':
      return tupleSchema(type, scope)
    case 'object':
      return objectSchema(type, scope)
    case 'record': {
      const values = printKeyed(type.value, false, scope)
      const key = type.key.kind === 'number' ? own('numberKey') : schemaOf(type.key, scope)
      return zod(callAll('.record', printChain(key), values))
    }
    case 'union':
      return unionSchema(type, scope)
    case 'enum':
      return valuesSchema(
        type.members.map(({ value }) => value),
        scope,
      )
    case 'ref': {
      const constant = scope.constant(type.name)
      return scope.isLater(type.name)
        ? zod(`.lazy(() => ${constant})`)
        : { head: constant, calls: [] }
    }
    default:
      return zod(`.${type.kind}()`)
  }
}

/** Formatters break a call of which an argument is in turn called with a function. */
function callAll(name: string, ...args: readonly Doc[]): Doc {
  const isLazy = args.some((arg) => layOut(arg, Number.POSITIVE_INFINITY).startsWith('z.lazy('))
  return isLazy ? brokenCall(name, ...args) : call(name, ...args)
}

function mapSchema(
  type: MapType,
  scope: SchemaScope,
  own: (name: string, ...args: readonly Doc[]) => Chain,
): Chain {
  const name = isObjectMap(type, scope.facts.resolve) ? 'objectMapOf' : 'mapOf'
  return own(name, printSchema(type.key, scope), printSchema(type.value, scope))
}

/** Types that refer to themselves do so in getters, which zod reads when it needs them. */
function objectSchema({ properties, index, exact }: ObjectType, scope: SchemaScope): Chain {
  const entries = properties.map(({ name, type, optional }): Doc => {
    const key = literalKey(name)
    const schema = printKeyed(type, optional === true, { ...scope, isLater: () => false })
    if (!refsIn(type).some((ref) => scope.isLater(ref))) return [`${key}: `, schema, ',']
    return [`get ${key}() `, block([['return ', schema]]), ',']
  })
  const known: Chain = {
    head: scope.schema('z'),
    calls: [call(exact ? '.strictObject' : '.object', block(entries))],
  }
  const object =
    index === undefined ? known : then(known, call('.catchall', printKeyed(index, false, scope)))
  if (!properties.some(({ name }) => name in Object.prototype)) return object
  return { head: call(scope.schema('ownProperties'), printChain(object)), calls: [] }
}

function tupleSchema({ elements }: TupleType, scope: SchemaScope): Chain {
  const print = ({ type, optional }: TupleElement) => {
    const item = printSchema(type, scope)
    return optional ? [call(scope.schema('orAbsent'), item), '.optional()'] : item
  }
  const restIndex = elements.findIndex(({ rest }) => rest)
  const fixed = arrayLiteral((restIndex < 0 ? elements : elements.slice(0, restIndex)).map(print))
  const head = scope.schema('z')
  if (restIndex < 0) return { head, calls: [call('.tuple', fixed)] }
  const [rest, ...end] = elements.slice(restIndex).map(print)
  if (end.length === 0) return { head, calls: [callAll('.tuple', fixed, rest!)] }
  return { head: callAll(scope.schema('tupleWithEnd'), fixed, rest!, arrayLiteral(end)), calls: [] }
}

function unionSchema({ members }: UnionType, scope: SchemaScope): Chain {
  const isNull = (member: Type) => member.kind === 'null'
  const others = members.filter((member) => !isNull(member) && !isUndefined(member))
  const base = alternatives(others, scope)
  const orNull = members.some(isNull) ? then(base, '.nullable()') : base
  if (!members.some(isUndefined)) return orNull
  if (members.some(isNull)) return then(orNull, '.optional()')
  return { head: call(scope.schema('orAbsent'), printChain(orNull)), calls: [] }
}

function alternatives(types: readonly Type[], scope: SchemaScope): Chain {
  const [only] = types
  if (only !== undefined && types.length === 1) return schemaOf(only, scope)
  const head = scope.schema('z')
  const literals = types.flatMap((type) => (type.kind === 'literal' ? [type.value] : []))
  if (types.length === 0) return { head, calls: ['.never()'] }
  if (literals.length === types.length) return valuesSchema(literals, scope)
  const print = (members: readonly Type[]) =>
    arrayLiteral(members.map((type) => printSchema(type, scope)))
  const union: UnionType = { kind: 'union', members: types }
  if (!mayOverlap(types, scope.facts) || discriminantOf(union, scope.facts) !== undefined) {
    return { head, calls: [call('.union', print(types))] }
  }
  return {
    head: call(scope.schema('fitting'), print(inFittingOrder(types, scope.facts))),
    calls: [],
  }
}

function valuesSchema(values: readonly (string | number | boolean)[], scope: SchemaScope): Chain {
  const head = scope.schema('z')
  const printed = values.map(printLiteral)
  if (values.every((value) => typeof value === 'string')) {
    return { head, calls: [call('.enum', arrayLiteral(printed))] }
  }
  const literals = printed.map((value) => `${head}.literal(${value})`)
  return { head, calls: [call('.union', arrayLiteral(literals))] }
}
