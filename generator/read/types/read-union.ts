import type { Type, UnionType } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { enumSymbol } from './declared-type.js'
import type { Mention } from './mention.js'
import type { TypeScope } from './type-scope.js'
import { inWrittenOrder } from './union-order.js'

export interface UnionOptions {
  /** What has a `?`, which has added an `undefined` that is not part of the type. @default nothing */
  readonly optional?: 'property' | 'parameter'
}

/** `A | B`, or what is left of it when booleans, enums and an optional's `undefined` are folded. */
export function readUnion(
  type: ts.Type,
  mention: Mention,
  scope: TypeScope,
  { optional }: UnionOptions = {},
): Type {
  const { checker } = scope
  if (optional && (!type.isUnion() || scope.isNamed(type))) {
    return isAddedUndefined(type, optional, scope) ? { kind: 'never' } : scope.read(type, mention)
  }
  const all = foldEnums(foldBoolean(constituents(type, scope), checker), checker)
  const parts = optional ? all.filter((part) => !isAddedUndefined(part, optional, scope)) : all
  const [only, ...others] = inWrittenOrder(parts, mention, scope)
  if (only === undefined) return { kind: 'never' }
  if (others.length === 0) return scope.read(only, mention)
  const inner = { ...mention, depth: mention.depth + 1 }
  const written = writtenMembers(mention.typeNode, scope)
  const members = [only, ...others].map((part) =>
    scope.read(part, { ...inner, typeNode: written.get(part) }),
  )
  const union: UnionType = { kind: 'union', members }
  scope.addUnion(union, type, mention)
  return union
}

/** How members were written that stand there by themselves. */
function writtenMembers(
  node: ts.TypeNode | undefined,
  { checker }: TypeScope,
): ReadonlyMap<ts.Type, ts.TypeNode> {
  const nodes = node === undefined ? [] : ts.isUnionTypeNode(node) ? node.types : [node]
  const written = new Map<ts.Type, ts.TypeNode>()
  for (const member of nodes) {
    const type = checker.getTypeFromTypeNode(member)
    if (!written.has(type)) written.set(type, member)
  }
  return written
}

/**
 * The members of a union as its author sees them: named unions within it stay whole, which the
 * compiler remembers, for its messages, as the union's `origin`.
 */
function constituents(type: ts.Type, scope: TypeScope): readonly ts.Type[] {
  if (!type.isUnion()) return [type]
  const { origin } = type as ts.UnionType & { readonly origin?: ts.Type }
  const members = origin?.isUnion() ? origin.types : type.types
  const parts = members.flatMap((member) =>
    member.isUnion() && !(member.flags & ts.TypeFlags.Boolean) && !scope.isNamed(member)
      ? constituents(member, scope)
      : [member],
  )
  return [...new Set(parts)]
}

/** `true | false`, which is how the compiler holds `boolean`. */
function foldBoolean(types: readonly ts.Type[], checker: ts.TypeChecker): readonly ts.Type[] {
  const whole = checker.getBooleanType()
  const halves = types.filter((type) => type.flags & ts.TypeFlags.BooleanLiteral)
  return halves.length < 2 ? types : folded(types, new Set(halves), whole)
}

/** All members of an enum, which is how the compiler holds the enum beside other types. */
function foldEnums(types: readonly ts.Type[], checker: ts.TypeChecker): readonly ts.Type[] {
  const members = types.filter((type) => type.flags & ts.TypeFlags.EnumLiteral && !type.isUnion())
  const symbols = new Set(members.map((member) => enumSymbol(member, checker)))
  let result = types
  for (const symbol of symbols) {
    const whole = symbol && checker.getDeclaredTypeOfSymbol(symbol)
    if (!whole?.isUnion() || !whole.types.every((member) => types.includes(member))) continue
    result = folded(result, new Set(whole.types), whole)
  }
  return result
}

function folded(
  types: readonly ts.Type[],
  parts: ReadonlySet<ts.Type>,
  whole: ts.Type,
): readonly ts.Type[] {
  const first = types.findIndex((type) => parts.has(type))
  const before = types.slice(0, first)
  return [...new Set([...before, whole, ...types.slice(first).filter((type) => !parts.has(type))])]
}

/**
 * Whether it is the `undefined` that a `?` adds. Under `exactOptionalPropertyTypes` a property's is
 * a type of its own; otherwise none is told from a written one, which then means the same.
 */
function isAddedUndefined(
  type: ts.Type,
  optional: 'property' | 'parameter',
  { checker, reading }: TypeScope,
): boolean {
  if (!(type.flags & ts.TypeFlags.Undefined)) return false
  const { exactOptionalPropertyTypes } = reading.program.getCompilerOptions()
  return optional === 'parameter' || !exactOptionalPropertyTypes
    ? true
    : type !== checker.getUndefinedType()
}
