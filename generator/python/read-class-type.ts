import type { Property } from 'mycelia/contract'
import { enumMembers, isEnum } from './enum-members.js'
import { type Class, type Module, membersOf } from './module.js'
import type { TypeFound } from './named-types.js'
import type { Notes } from './notes.js'
import type { TypeReader } from './read-type.js'
import type { Resolver } from './resolve.js'
import { docstringOf } from './string-literal.js'
import { type Code, keyword, textOf, within } from './syntax.js'
import { standardName, wellKnownType } from './well-known-types.js'

export interface TypeScope {
  readonly resolver: Resolver
  readonly types: TypeReader
  readonly notes: Notes
  /** Where the type is spoken of. */
  readonly mention: Code<Module>
}

/** Classes whose annotated fields are what they hold. */
const RECORDS = /^(?:pydantic\.BaseModel|pydantic\.main\.BaseModel|msgspec\.Struct)$/

/** Decorators that make a class one of those. */
const RECORD_DECORATORS =
  /^(?:dataclasses\.dataclass|pydantic\.dataclasses\.dataclass|attr\.(?:s|attrs|define|frozen|mutable|dataclass)|attrs\.(?:define|frozen|mutable))$/

/** A class as what JSON carries of its objects; undefined, and noted, where that is not known. */
export function readClassType(type: Class, scope: TypeScope): TypeFound | undefined {
  const { resolver } = scope
  const ancestry = resolver.ancestry(type)
  const outside = ancestry.outside.map(standardName)
  const doc = docstringOf(type.node.getChild('Body'), type.text)
  if (isEnum(outside)) return readEnum(type, outside, scope, doc)
  const classes = [...ancestry.classes].reverse()
  if (outside.includes('typing.TypedDict')) {
    const properties = merge(classes.map((each) => typedDictFields(each, scope)))
    return { type: { kind: 'object', properties }, interface: true, ...doc }
  }
  const fields = () => merge(classes.map((each) => fieldsOf(each, scope)))
  if (outside.includes('typing.NamedTuple')) {
    const elements = fields().map(({ name, type }) => ({ name, type }))
    return { type: { kind: 'tuple', elements }, ...doc }
  }
  if (isRecord(ancestry.classes, outside, resolver)) {
    return { type: { kind: 'object', properties: fields() }, interface: true, ...doc }
  }
  const base = outside.map(wellKnownType).find((known) => known !== undefined)
  if (base !== undefined && base.kind !== 'unknown') return { type: base, ...doc }
  const { mention, notes } = scope
  notes.add(
    mention,
    `\`${textOf(mention)}\` is a class of which JSON carries nothing certain: it is \`unknown\` in the client; a TypedDict or a @dataclass tells its fields`,
  )
  return undefined
}

function readEnum(
  type: Class,
  outside: readonly string[],
  { resolver, notes }: TypeScope,
  doc: { readonly doc?: string },
): TypeFound | undefined {
  const members = enumMembers(type, resolver)
  const known = members.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]))
  if (members.length === 0 || known.length < members.length) {
    notes.add(
      type,
      `the values of \`${type.name}\` are not known before the program runs: it is \`unknown\` in the client`,
    )
    return undefined
  }
  const travels = outside.some((name) =>
    /^(?:builtins\.(?:str|int)|enum\.(?:IntEnum|StrEnum|IntFlag))$/.test(name),
  )
  if (!travels) {
    notes.add(
      type,
      `Nameko cannot send members of \`${type.name}\` as they are: the client knows their values; \`class ${type.name}(str, Enum)\` sends itself`,
    )
  }
  return { type: { kind: 'enum', members: known }, ...doc }
}

function isRecord(
  classes: readonly Class[],
  outside: readonly string[],
  resolver: Resolver,
): boolean {
  if (outside.some((name) => RECORDS.test(name))) return true
  return classes.some((type) =>
    type.decorators.some((decorator) => {
      const meaning = resolver.decorator(within(type, decorator))
      return meaning?.is === 'outside' && RECORD_DECORATORS.test(meaning.name)
    }),
  )
}

function fieldsOf(type: Class, { resolver, types }: TypeScope): readonly Property[] {
  return [...membersOf(type)].flatMap(([name, binding]) => {
    if (binding.is !== 'value' || binding.type === undefined) return []
    const code = within(type, binding.type)
    const outer = resolver.outside(within(type, headOf(code)))
    if (/^(?:typing\.ClassVar|dataclasses\.InitVar)$/.test(standardName(outer ?? ''))) return []
    return [{ name, type: types.read(code) }]
  })
}

function typedDictFields(type: Class, scope: TypeScope): readonly Property[] {
  const total = keyword(type.node.getChild('ArgList'), 'total', type.text)
  const isTotal = total === undefined || textOf(within(type, total)) !== 'False'
  return [...membersOf(type)].flatMap(([name, binding]) => {
    if (binding.is !== 'value' || binding.type === undefined) return []
    return [typedDictField(name, within(type, binding.type), isTotal, scope)]
  })
}

/** A key of a TypedDict: whether it may be missing stands around its type. */
export function typedDictField(
  name: string,
  code: Code<Module>,
  isTotal: boolean,
  { resolver, types }: TypeScope,
): Property {
  const wrapper = standardName(resolver.outside(within(code, headOf(code))) ?? '')
  const mayLack = wrapper === 'typing.NotRequired' || (!isTotal && wrapper !== 'typing.Required')
  return { name, type: types.read(code), ...(mayLack ? { optional: true as const } : {}) }
}

/** What stands before the brackets of a generic type; the type itself where it has none. */
function headOf({ node }: Code<Module>): Code<Module>['node'] {
  const isGeneric = node.name === 'MemberExpression' && node.getChild('[') !== null
  return isGeneric && node.firstChild !== null ? node.firstChild : node
}

/** Fields in the order in which they are first declared; the last declaration holds. */
function merge(lists: readonly (readonly Property[])[]): readonly Property[] {
  const fields = new Map<string, Property>()
  for (const field of lists.flat()) fields.set(field.name, field)
  return [...fields.values()]
}
