import type { Property, TupleElement, Type } from 'mycelia/contract'
import type { NamedMeaning, TypeFound } from './named-types.js'
import { type TypeScope, typedDictField } from './read-class-type.js'
import { itemsOf, keyword, positional, textOf, within } from './syntax.js'
import { standardName, UNKNOWN } from './well-known-types.js'

/** A type that is assigned to a name: an alias, or what a function of `typing` makes. */
export function readNamedValue(value: NamedMeaning, scope: TypeScope): TypeFound | undefined {
  const { resolver, types } = scope
  const { node, text } = value
  if (node.name !== 'CallExpression') return { type: types.read(value) }
  const list = node.getChild('ArgList')
  const given = positional(list)
  const maker = standardName(resolver.outside(within(value, node.firstChild!)) ?? '')
  switch (maker) {
    case 'typing.NewType':
      return given[1] && { type: types.read(within(value, given[1])) }
    case 'typing.TypeAliasType':
      return given[1] && { type: types.read(within(value, given[1])) }
    case 'typing.TypedDict': {
      const total = keyword(list, 'total', text)
      const isTotal = total === undefined || text.slice(total.from, total.to) !== 'False'
      return {
        type: { kind: 'object', properties: dictFields(value, isTotal, scope) },
        interface: true,
      }
    }
    case 'typing.NamedTuple':
    case 'collections.namedtuple':
      return { type: { kind: 'tuple', elements: tupleElements(value, scope) } }
    case 'enum.Enum':
    case 'enum.IntEnum':
    case 'enum.StrEnum':
      return enumOf(value, maker, scope)
    default:
      scope.notes.add(
        scope.mention,
        `\`${textOf(scope.mention)}\` is not known before the program runs: it is \`unknown\` in the client`,
      )
      return undefined
  }
}

/** `{'name': str, 'age': NotRequired[int]}` */
function dictFields(value: NamedMeaning, isTotal: boolean, scope: TypeScope): readonly Property[] {
  const dictionary = positional(value.node.getChild('ArgList'))[1]
  if (dictionary?.name !== 'DictionaryExpression') return []
  return itemsOf(dictionary).flatMap(([key, , type]) => {
    const name = key && scope.resolver.string(within(value, key))
    return name === undefined || type === undefined
      ? []
      : [typedDictField(name, within(value, type), isTotal, scope)]
  })
}

/** `[('x', int), ('y', int)]`, `['x', 'y']`, `'x y'`. */
function tupleElements(value: NamedMeaning, scope: TypeScope): readonly TupleElement[] {
  return namesIn(value, scope).map(({ name, code }) => ({
    name,
    type: code === undefined ? UNKNOWN : scope.types.read(code),
  }))
}

/** `Enum('Color', 'RED GREEN')`: numbered from 1, or called as they are in a StrEnum. */
function enumOf(value: NamedMeaning, maker: string, scope: TypeScope): TypeFound | undefined {
  const names = namesIn(value, scope)
  if (names.length === 0 || names.some(({ code }) => code !== undefined)) return undefined
  const isText = maker === 'enum.StrEnum'
  const members = names.map(({ name }, index) => ({
    name,
    value: isText ? name.toLowerCase() : index + 1,
  }))
  return { type: { kind: 'enum', members } satisfies Type }
}

/** The names in the second argument of a call, each with what stands beside it. */
function namesIn(
  value: NamedMeaning,
  { resolver }: TypeScope,
): readonly { readonly name: string; readonly code?: NamedMeaning }[] {
  const list = positional(value.node.getChild('ArgList'))[1]
  if (list === undefined) return []
  const words = resolver.string(within(value, list))
  if (words !== undefined)
    return words
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((name) => ({ name }))
  return itemsOf(list).flatMap(([item]) => {
    if (item === undefined) return []
    const [key, type] =
      item.name === 'TupleExpression' ? itemsOf(item).map(([part]) => part) : [item]
    const name = key && resolver.string(within(value, key))
    if (name === undefined) return []
    return [{ name, ...(type === undefined ? {} : { code: { ...value, node: type } }) }]
  })
}
