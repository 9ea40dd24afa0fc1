import type { ObjectType, TupleType, Type, UnionType } from 'mycelia/contract'

/** A schema of JSON Schema 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * The schema of a type's JSON form.
 * @param refer The place of a named type: `#/components/schemas/Order`.
 */
export function jsonSchema(type: Type, refer: (name: string) => string): JsonSchema {
  const inner = (part: Type) => jsonSchema(part, refer)
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return { type: type.kind }
    // Where it stands alone it travels as null; beside others, absent.
    case 'undefined':
    case 'void':
      return { type: 'null' }
    case 'never':
      return { not: {} }
    case 'literal':
      return { const: type.value }
    case 'builtin':
      return { type: 'string', format: 'date-time' }
    case 'array':
      return { type: 'array', items: inner(type.items) }
    case 'tuple':
      return tupleSchema(type, inner)
    case 'object':
      return objectSchema(type, inner)
    case 'record':
      return {
        type: 'object',
        ...(type.key.kind === 'string' ? {} : { propertyNames: inner(type.key) }),
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

function objectSchema({ properties, index }: ObjectType, inner: Inner): JsonSchema {
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
