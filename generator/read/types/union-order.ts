import { ts } from 'ts-morph'
import { positionOf } from '../source-position.js'
import { aliasDeclaration } from './declared-type.js'
import type { Mention } from './mention.js'
import type { TypeScope } from './type-scope.js'

/**
 * The members of a union in the order in which they were written; behind them, in an order of
 * their own, those of which that is not known. The compiler's order will not do: it depends on
 * which of them it happened to meet first, anywhere in the project.
 */
export function inWrittenOrder(
  members: readonly ts.Type[],
  mention: Mention,
  scope: TypeScope,
): readonly ts.Type[] {
  if (members.length < 2) return members
  const written = new WrittenTypes(scope.checker, mention.substitution)
  if (mention.typeNode !== undefined) written.add(mention.typeNode)
  const vacant = written.vacantPlace(members)
  const placeOf = (type: ts.Type) => written.placeOf(type) ?? vacant
  const texts = new Map<ts.Type, string>()
  const textOf = (type: ts.Type) => {
    const text = texts.get(type) ?? fullText(type, scope)
    texts.set(type, text)
    return text
  }
  return [...members].sort((a, b) => placeOf(a) - placeOf(b) || compareTypes(a, b, textOf, scope))
}

/** Primitives, then literals by their value, then the rest by name and place, then nothings. */
function compareTypes(
  a: ts.Type,
  b: ts.Type,
  textOf: (type: ts.Type) => string,
  scope: TypeScope,
): number {
  const rank = rankOf(a) - rankOf(b)
  if (rank !== 0) return rank
  if (a.isNumberLiteral() && b.isNumberLiteral()) return a.value - b.value
  return (
    compareTexts(textOf(a), textOf(b)) || compareTexts(placeText(a, scope), placeText(b, scope))
  )
}

function fullText(type: ts.Type, { checker }: TypeScope): string {
  return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation)
}

function rankOf({ flags }: ts.Type): number {
  if (flags & ts.TypeFlags.Boolean) return 0
  if (flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return 3
  if (flags & ts.TypeFlags.UnionOrIntersection || flags & ts.TypeFlags.Object) return 2
  return flags & ts.TypeFlags.Literal ? 1 : 0
}

function placeText(type: ts.Type, { reading }: TypeScope): string {
  const declaration = type.symbol?.declarations?.[0]
  if (declaration === undefined) return ''
  const { file, line, column } = positionOf(declaration, reading.project.folder)
  return `${file}:${String(line).padStart(7, '0')}:${column}`
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** How far to follow written types through aliases. */
const DEEPEST = 10

/** The types that were written at a place, in their order. */
class WrittenTypes {
  readonly #checker: ts.TypeChecker
  readonly #substitution: ReadonlyMap<ts.Type, ts.Type>
  readonly #places = new Map<ts.Type, number>()
  /** The places of what each member of the written union stands for. */
  readonly #ranges: { readonly start: number; readonly end: number }[] = []

  constructor(checker: ts.TypeChecker, substitution: ReadonlyMap<ts.Type, ts.Type>) {
    this.#checker = checker
    this.#substitution = substitution
  }

  placeOf(type: ts.Type): number | undefined {
    return this.#places.get(type)
  }

  /** The place of the first written type that is none of the members as it stands: `this`. */
  vacantPlace(members: readonly ts.Type[]): number {
    const taken = members.flatMap((type) => this.#places.get(type) ?? [])
    const vacant = this.#ranges.find(
      ({ start, end }) => end > start && !taken.some((place) => place >= start && place < end),
    )
    return vacant?.start ?? Number.MAX_SAFE_INTEGER
  }

  add(node: ts.TypeNode, depth = 0): void {
    if (depth > DEEPEST) return
    if (ts.isUnionTypeNode(node)) {
      for (const member of node.types) this.add(member, depth + 1)
    } else if (ts.isParenthesizedTypeNode(node)) {
      this.add(node.type, depth + 1)
    } else {
      const start = this.#places.size
      const type = this.#checker.getTypeFromTypeNode(node)
      this.#addType(this.#substitution.get(type) ?? type)
      this.#addParts(node, depth + 1)
      this.#ranges.push({ start, end: this.#places.size })
    }
  }

  #addType(type: ts.Type): void {
    if (!this.#places.has(type)) this.#places.set(type, this.#places.size)
  }

  /** What a reference stands for: `Exclude<Status, 'paid'>`, `keyof Order`, `(typeof ALL)[number]`. */
  #addParts(node: ts.TypeNode, depth: number): void {
    if (ts.isTypeReferenceNode(node)) {
      const symbol = this.#checker.getSymbolAtLocation(node.typeName)
      const resolved =
        symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias
          ? this.#checker.getAliasedSymbol(symbol)
          : symbol
      const alias = resolved && aliasDeclaration(resolved)
      if (alias !== undefined && alias.typeParameters === undefined) this.add(alias.type, depth)
      for (const argument of node.typeArguments ?? []) this.add(argument, depth)
    } else if (ts.isTypeOperatorNode(node)) {
      this.#addKeys(this.#checker.getTypeFromTypeNode(node.type))
    } else if (ts.isIndexedAccessTypeNode(node)) {
      this.#addValues(this.#checker.getTypeFromTypeNode(node.objectType))
    }
  }

  #addKeys(type: ts.Type): void {
    for (const property of this.#checker.getPropertiesOfType(type)) {
      this.#addType(this.#checker.getStringLiteralType(property.name))
    }
  }

  #addValues(type: ts.Type): void {
    const values = this.#checker.isTupleType(type)
      ? this.#checker.getTypeArguments(type as ts.TypeReference)
      : this.#checker
          .getPropertiesOfType(type)
          .map((property) => this.#checker.getTypeOfSymbol(property))
    for (const value of values) this.#addType(value)
  }
}
