import { ts } from 'ts-morph'

/** A class and the classes that it extends, mixins among them, the most derived first. */
export function classChain(
  node: ts.ClassLikeDeclaration,
  checker: ts.TypeChecker,
): readonly ts.ClassLikeDeclaration[] {
  const found = new Set<ts.ClassLikeDeclaration>()
  const visit = (type: ts.Type): void => {
    if (type.isIntersection()) {
      type.types.forEach(visit)
      return
    }
    const declaration = type.symbol?.declarations?.find(ts.isClassLike)
    if (declaration === undefined || found.has(declaration)) return
    found.add(declaration)
    const { target } = type as ts.TypeReference
    const declared = target ?? type
    if (declared.isClassOrInterface()) checker.getBaseTypes(declared).forEach(visit)
  }
  visit(instanceType(node, checker))
  return [...found]
}

/** The type of a class's instances. */
export function instanceType(
  node: ts.ClassLikeDeclaration,
  checker: ts.TypeChecker,
): ts.InterfaceType {
  const symbol = classSymbol(node, checker)
  return (
    symbol === undefined ? checker.getTypeAtLocation(node) : checker.getDeclaredTypeOfSymbol(symbol)
  ) as ts.InterfaceType
}

export function classSymbol(
  node: ts.ClassLikeDeclaration,
  checker: ts.TypeChecker,
): ts.Symbol | undefined {
  return node.name === undefined
    ? checker.getTypeAtLocation(node).symbol
    : checker.getSymbolAtLocation(node.name)
}
