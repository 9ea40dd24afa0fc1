import { ts } from 'ts-morph'

/**
 * The alias of an object that a recursive one comes to by a condition, as in
 * `type Deep<T> = T extends object ? { [K in keyof T]?: Deep<T[K]> } : T`. The compiler keeps no
 * alias of what a condition has chosen; without a name the object would contain itself.
 */
export function recursiveAlias(
  type: ts.Type,
  checker: ts.TypeChecker,
): ts.TypeAliasDeclaration | undefined {
  const { objectFlags } = type as ts.ObjectType
  if (!(objectFlags & (ts.ObjectFlags.Mapped | ts.ObjectFlags.Anonymous))) return undefined
  const body = (type.symbol as ts.Symbol | undefined)?.declarations?.[0]
  if (body === undefined || !(ts.isMappedTypeNode(body) || ts.isTypeLiteralNode(body))) {
    return undefined
  }
  let isChosen = false
  let alias: ts.Node = body.parent
  while (ts.isConditionalTypeNode(alias) || ts.isParenthesizedTypeNode(alias)) {
    isChosen ||= ts.isConditionalTypeNode(alias)
    alias = alias.parent
  }
  if (!isChosen || !ts.isTypeAliasDeclaration(alias)) return undefined
  return mentions(body, checker.getSymbolAtLocation(alias.name), checker) ? alias : undefined
}

function mentions(node: ts.Node, alias: ts.Symbol | undefined, checker: ts.TypeChecker): boolean {
  if (ts.isTypeReferenceNode(node) && checker.getSymbolAtLocation(node.typeName) === alias) {
    return true
  }
  return Boolean(ts.forEachChild(node, (child) => mentions(child, alias, checker) || undefined))
}
