import type { ArrayType, TupleElement, TupleType } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { type Mention, partOf } from './mention.js'
import { readUnion } from './read-union.js'
import type { TypeScope } from './type-scope.js'

/** `T[]`, `readonly T[]`, `Array<T>`, `ReadonlyArray<T>`. */
export function readArray(type: ts.TypeReference, mention: Mention, scope: TypeScope): ArrayType {
  const [items] = scope.checker.getTypeArguments(type)
  const node = itemNode(mention.typeNode)
  return { kind: 'array', items: scope.read(items ?? type, partOf(mention, '[]', node)) }
}

/** `[width: number, height?: number, ...more: number[]]`. */
export function readTuple(
  type: ts.TupleTypeReference,
  mention: Mention,
  scope: TypeScope,
): TupleType {
  return { kind: 'tuple', elements: readElements(type, mention, scope) }
}

/** What a rest parameter of a type takes: as many elements as a tuple has, or one for the rest. */
export function readRestElements(
  type: ts.Type,
  mention: Mention,
  scope: TypeScope,
): readonly TupleElement[] {
  const { checker } = scope
  if (checker.isTupleType(type)) return readElements(type as ts.TupleTypeReference, mention, scope)
  if (checker.isArrayType(type)) {
    return [{ type: readArray(type as ts.TypeReference, mention, scope).items, rest: true }]
  }
  if (type.flags & ts.TypeFlags.Any) return [{ type: scope.read(type, mention), rest: true }]
  const text = checker.typeToString(type)
  const what = `is \`${text}\`, and the number of arguments cannot be told from it`
  return [{ type: scope.refuse(mention, what, 'write an array, or parameters'), rest: true }]
}

function readElements(
  type: ts.TupleTypeReference,
  mention: Mention,
  scope: TypeScope,
): readonly TupleElement[] {
  const { elementFlags, labeledElementDeclarations: labels } = type.target
  const nodes = elementNodes(mention.typeNode)
  return scope.checker.getTypeArguments(type).map((element, index): TupleElement => {
    const flags = elementFlags[index] ?? ts.ElementFlags.Required
    const label = labels?.[index]
    const part = partOf(mention, `[${index}]`, elementNode(nodes?.[index], flags))
    const name = label !== undefined && ts.isIdentifier(label.name) ? { name: label.name.text } : {}
    if (flags & ts.ElementFlags.Optional) {
      const read = readUnion(element, part, scope, { optional: 'property' })
      return { ...name, type: read, optional: true }
    }
    const rest = flags & ts.ElementFlags.Variable ? { rest: true as const } : {}
    return { ...name, type: scope.read(element, part), ...rest }
  })
}

/** The type of an array's items as it was written. */
export function itemNode(node: ts.TypeNode | undefined): ts.TypeNode | undefined {
  if (node === undefined) return undefined
  if (ts.isArrayTypeNode(node)) return node.elementType
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return itemNode(node.type)
  const generic = ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)
  return generic ? node.typeArguments?.[0] : undefined
}

function elementNodes(node: ts.TypeNode | undefined): readonly ts.TypeNode[] | undefined {
  if (node === undefined) return undefined
  if (ts.isTupleTypeNode(node)) return node.elements
  const inner = ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)
  return inner ? elementNodes(node.type) : undefined
}

function elementNode(
  node: ts.TypeNode | undefined,
  flags: ts.ElementFlags,
): ts.TypeNode | undefined {
  if (node === undefined) return undefined
  if (ts.isNamedTupleMember(node) || ts.isOptionalTypeNode(node)) return node.type
  if (ts.isRestTypeNode(node)) return elementNode(node.type, flags)
  return flags & ts.ElementFlags.Variable ? itemNode(node) : node
}
