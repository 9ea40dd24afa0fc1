import {
  type BuiltinName,
  type BuiltinType,
  builtins,
  isObjectMap,
  type MapType,
  type NamedType,
  type SetType,
  type Type,
} from 'mycelia/contract'
import { UNREADABLE } from './type-scope.js'

type NamedTypes = Readonly<Record<string, NamedType>>
type Resolve = (type: Type) => Type

/** What travels by value, in a JSON form of its own. */
export type Travelling = BuiltinType | SetType | MapType

export type JsonForm = 'string' | 'array' | 'object'

export function travels(type: Type): type is Travelling {
  return type.kind === 'builtin' || type.kind === 'set' || type.kind === 'map'
}

export function jsonFormOf(type: Travelling, resolve: Resolve): JsonForm {
  if (type.kind === 'builtin') return builtins[type.name]
  return type.kind === 'map' && isObjectMap(type, resolve) ? 'object' : 'array'
}

/** `a Date travels as a string`. */
export function formInWords(type: Travelling, form: JsonForm): string {
  const name = type.kind === 'builtin' ? type.name : type.kind === 'set' ? 'Set' : 'Map'
  const [article, formArticle] = [name, form].map((word) => (/^[AEIaeo]/.test(word) ? 'an' : 'a'))
  return `${article} ${name} travels as ${formArticle} ${form}`
}

/** Whether some value of a type is also the JSON form of a value that travels. */
export function couldBe(travelling: Travelling, type: Type, resolve: Resolve): boolean {
  if (type !== UNREADABLE && (type.kind === 'unknown' || type.kind === 'any')) return true
  const form = jsonFormOf(travelling, resolve)
  if (travels(type)) return form === jsonFormOf(type, resolve)
  if (form === 'string') return couldBeText((travelling as BuiltinType).name, type)
  if (type.kind === 'nonPrimitive') return true
  const kinds = form === 'array' ? ['array', 'tuple'] : ['object', 'record']
  return kinds.includes(type.kind)
}

function couldBeText(name: BuiltinName, type: Type): boolean {
  if (type.kind === 'string' || type.kind === 'template') return true
  if (type.kind === 'number') return name === 'bigint'
  if (type.kind === 'literal') return looksLike(name, type.value)
  return type.kind === 'enum' && type.members.some(({ value }) => looksLike(name, value))
}

/** Whether a literal could be a form of what travels as a string. */
function looksLike(name: BuiltinName, value: string | number | boolean): boolean {
  if (typeof value !== 'string') return name === 'bigint' && Number.isSafeInteger(value)
  if (name === 'Date') return /^\d{4}-\d\d/.test(value)
  if (name === 'bigint') return /^-?\d+$/.test(value)
  if (name === 'URL') return /^[a-z][a-z\d+.-]*:/i.test(value)
  if (name.startsWith('Temporal.')) return /^[-+]?(?:\d|P|T\d)/i.test(value)
  return value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value)
}

/** Whether a type is one whose values can be anything, or any object. */
export function isAnything(type: Type): boolean {
  if (type === UNREADABLE) return false
  return type.kind === 'unknown' || type.kind === 'any' || type.kind === 'nonPrimitive'
}

/** Tells whether a type has something in it that travels by value, itself or by reference. */
export function findConverting(types: NamedTypes): (type: Type) => boolean {
  const names = new Set<string>()
  const converts = (type: Type): boolean => {
    if (travels(type)) return true
    if (type.kind === 'ref') return names.has(type.name)
    return childTypes(type).some(converts)
  }
  let before = -1
  while (names.size > before) {
    before = names.size
    for (const [name, { type }] of Object.entries(types)) if (converts(type)) names.add(name)
  }
  return converts
}

export function itemTypes(type: Type): readonly Type[] | undefined {
  if (type.kind === 'array') return [type.items]
  return type.kind === 'tuple' ? type.elements.map((element) => element.type) : undefined
}

function childTypes(type: Type): readonly Type[] {
  if (type.kind === 'object') {
    const types = type.properties.map((property) => property.type)
    return type.index === undefined ? types : [...types, type.index]
  }
  if (type.kind === 'record') return [type.key, type.value]
  if (type.kind === 'union') return type.members
  return itemTypes(type) ?? []
}
