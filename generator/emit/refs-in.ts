import type { Method, Type } from 'mycelia/contract'

/** The types that a type is made of, one level down. */
export function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'array':
    case 'set':
      return [type.items]
    case 'tuple':
      return type.elements.map((element) => element.type)
    case 'object':
      return [
        ...type.properties.map((property) => property.type),
        ...(type.index === undefined ? [] : [type.index]),
      ]
    case 'record':
    case 'map':
      return [type.key, type.value]
    case 'union':
      return type.members
    default:
      return []
  }
}

/** The names of all types that a type refers to, in order, each as often as it does. */
export function refsIn(type: Type): readonly string[] {
  return type.kind === 'ref' ? [type.name] : partsOf(type).flatMap(refsIn)
}

/** The names of all types that a method's signature refers to. */
export function refsInMethod({ params, result }: Method): readonly string[] {
  return [...params.map(({ type }) => type), result].flatMap(refsIn)
}
