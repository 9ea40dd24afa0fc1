import type { MapType, NamedType, ObjectType, TupleType, Type, UnionType } from 'mycelia/contract'
import { builtinSchema } from './builtin-schema.js'
import { templatePattern } from './template-pattern.js'

/** A schema of JSON Schema 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * The schema of a type's JSON form.
 * @param types What names stand for.
 * @param refer The place of a named type: `#/components/schemas/Order`.
 */
export function jsonSchema(
  type: Type,
  refer: (name: string) => string,
  types: Types = {},
): JsonSchema {
  const inner = (part: Type) => jsonSchema(part, refer, types)
  switch (type.kind) {
    case 'string':
      return { type: 'string', ...type.constraints }
    case 'number': {
      const { integer, ...constraints } = type.constraints ?? {}
      return { type: integer ? 'integer' : 'number', ...constraints }
    }
    case 'boolean':
    case 'null':
      return { type: type.kind }
    case 'nonPrimitive':
      return { type: ['object', 'array'] }
    case 'template':
      return { type: 'string', pattern: templatePattern(type) }
    // Where it stands alone it travels as null; beside others, absent.
    case 'undefined':
    case 'void':
      return { type: 'null' }
    case 'never':
      return { not: {} }
    case 'literal':
      return { const: type.value }
    case 'builtin':
      return builtinSchema(type.name)
    case 'set':
      return { type: 'array', items: inner(type.items) }
    case 'map':
      return mapSchema(type, inner, types)
    case 'array':
      return { type: 'array', items: inner(type.items), ...type.constraints }
    case 'tuple':
      return tupleSchema(type, inner)
    case 'object':
      return objectSchema(type, inner)
    case 'record':
      return {
        type: 'object',
        ...propertyNames(type.key, inner),
        additionalProperties: inner(type.value),
      }
    case 'union':
      return unionSchema(type, inner)
    case 'enum':
      return { enum: type.members.map(({ value }) => value) }
    case 'ref':
      return { $ref: refer(type.name) }
    default:
      return {}
  }
}

type Inner = (part: Type) => JsonSchema
type Types = Readonly<Record<string, NamedType>>

/** Names of properties are text: those that are numbers are of a pattern. */
function propertyNames(key: Type, inner: Inner): JsonSchema {
  if (key.kind === 'string' && key.constraints === undefined) return {}
  return { propertyNames: key.kind === 'number' ? { pattern: '^-?\\d' } : inner(key) }
}

/** An object where the keys are text, as the codecs have it, and pairs where they are not. */
function mapSchema({ key, value }: MapType, inner: Inner, types: Types): JsonSchema {
  if (isText(key, types)) {
    return { type: 'object', ...propertyNames(key, inner), additionalProperties: inner(value) }
  }
  const prefixItems = [inner(key), inner(value)]
  const pair = { type: 'array', prefixItems, items: false, minItems: 2 }
  return { type: 'array', items: pair }
}

function isText(type: Type, types: Types): boolean {
  switch (type.kind) {
    case 'string':
    case 'template':
      return true
    case 'literal':
      return typeof type.value === 'string'
    case 'enum':
      return type.members.every(({ value }) => typeof value === 'string')
    case 'union':
      return type.members.every((member) => isText(member, types))
    case 'ref': {
      const named = types[type.name]
      return named !== undefined && isText(named.type, types)
    }
    default:
      return false
  }
}

function tupleSchema({ elements }: TupleType, inner: Inner): JsonSchema {
  const at = elements.findIndex(({ rest }) => rest)
  const fixed = at < 0 ? elements : elements.slice(0, at)
  const required = elements.filter(({ optional, rest }) => !optional && !rest).length
  const rest = at < 0 ? undefined : elements[at]
  // JSON Schema has no words for what follows a rest.
  const items = rest === undefined ? false : at < elements.length - 1 ? true : inner(rest.type)
  return {
    type: 'array',
    ...(fixed.length === 0 ? {} : { prefixItems: fixed.map((element) => inner(element.type)) }),
    items,
    minItems: required,
  }
}

function objectSchema({ properties, index, exact }: ObjectType, inner: Inner): JsonSchema {
  const required = properties.filter(({ optional, type }) => !optional && !isOptional(type))
  const schemas = properties.map(({ name, type, doc }) => {
    const schema = inner(withoutUndefined(type))
    return [name, doc === undefined ? schema : { ...schema, description: doc }] as const
  })
  return {
    type: 'object',
    // Unlike an assignment, it makes an own property whatever the name.
    properties: Object.fromEntries(schemas),
    ...(required.length === 0 ? {} : { required: required.map(({ name }) => name) }),
    ...(exact ? { additionalProperties: false } : {}),
    ...(index === undefined ? {} : { additionalProperties: inner(index) }),
  }
}

/** Literals alone make an enum, which every reader of schemas shows well. */
function unionSchema({ members }: UnionType, inner: Inner): JsonSchema {
  const values = members.flatMap((member) => (member.kind === 'literal' ? [member.value] : []))
  return values.length === members.length ? { enum: values } : { anyOf: members.map(inner) }
}

function isOptional(type: Type): boolean {
  return type.kind === 'union' && type.members.some(({ kind }) => kind === 'undefined')
}

function withoutUndefined(type: Type): Type {
  if (type.kind !== 'union') return type
  const members = type.members.filter(({ kind }) => kind !== 'undefined')
  const [only] = members
  return members.length === 1 && only !== undefined ? only : { kind: 'union', members }
}
