import type { ArrayType, TupleElement, TupleType } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { type Mention, partOf } from './mention.js'
import { itemNode } from './read-tuple.js'
import { readUnion } from './read-union.js'
import type { TypeScope } from './type-scope.js'
import { isPlatformSymbol } from './unsupported-types.js'

/** As many elements as the compiler lets a tuple have. */
const MOST_ELEMENTS = 10_000

/**
 * An object type of which every value is an array, and which declares nothing that an array does
 * not have: `interface List extends Array<Item> {}`, or an array less some of its methods. One with
 * properties of its own is none, because they would be lost on the way.
 */
export function readArrayShaped(
  type: ts.Type,
  mention: Mention,
  scope: TypeScope,
): ArrayType | TupleType | undefined {
  const { checker } = scope
  const length = checker.getPropertyOfType(type, 'length')
  if (length === undefined || !checker.isArrayLikeType(type)) return undefined
  if (type.symbol && type.symbol.flags & ts.SymbolFlags.Class) return undefined
  const own = checker
    .getPropertiesOfType(type)
    .filter((property) => property !== length && !isOfArray(property, scope))
  const elements = ownElements(own)
  if (elements === undefined) return undefined
  const rest = checker.getIndexTypeOfType(type, ts.IndexKind.Number)
  const items = () => rest && scope.read(rest, partOf(mention, '[]', extendedItems(type)))
  const read = elements.map((element, index) => readElement(element, index, mention, scope))

  const count = checker.getTypeOfSymbol(length)
  if (!count.isNumberLiteral()) {
    const others = count.flags & ts.TypeFlags.Number ? items() : undefined
    if (others === undefined) return undefined
    if (read.length === 0) return { kind: 'array', items: others }
    return { kind: 'tuple', elements: [...read, { type: others, rest: true }] }
  }
  const missing = count.value - read.length
  if (missing === 0) return { kind: 'tuple', elements: read }
  if (missing < 0 || count.value > MOST_ELEMENTS) return undefined
  const other = items()
  if (other === undefined) return undefined
  const filled = Array.from({ length: missing }, (): TupleElement => ({ type: other }))
  return { kind: 'tuple', elements: [...read, ...filled] }
}

/** Whether a property is declared by the language's own arrays. */
function isOfArray(property: ts.Symbol, { reading }: TypeScope): boolean {
  const parent = property.declarations?.[0]?.parent
  return (
    parent !== undefined &&
    ts.isInterfaceDeclaration(parent) &&
    /^(?:Readonly)?Array$/.test(parent.name.text) &&
    isPlatformSymbol(property, reading.program)
  )
}

/** The properties `0`, `1`, ... in their order; undefined when there are others, or gaps. */
function ownElements(own: readonly ts.Symbol[]): readonly ts.Symbol[] | undefined {
  const byName = new Map(own.map((property) => [property.name, property]))
  const elements = own.map((_, index) => byName.get(String(index)))
  return elements.every((element) => element !== undefined) ? elements : undefined
}

function readElement(
  element: ts.Symbol,
  index: number,
  mention: Mention,
  scope: TypeScope,
): TupleElement {
  const part = partOf(mention, `[${index}]`, undefined)
  const type = scope.checker.getTypeOfSymbol(element)
  if (!(element.flags & ts.SymbolFlags.Optional)) return { type: scope.read(type, part) }
  return { type: readUnion(type, part, scope, { optional: 'property' }), optional: true }
}

/** What was written as the items of the array that an interface extends. */
function extendedItems({ symbol }: ts.Type): ts.TypeNode | undefined {
  const declaration = (symbol as ts.Symbol | undefined)?.declarations?.find(
    ts.isInterfaceDeclaration,
  )
  const extended = declaration?.heritageClauses?.[0]?.types[0]
  return itemNode(extended)
}
