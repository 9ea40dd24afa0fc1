import { ts } from 'ts-morph'
import { unwrapped } from '../literal-argument.js'
import { resolvedSymbol } from '../mycelia-exports.js'
import type { Reading } from '../reading.js'

/** What runs when it is called: a function, or a class whose instances are made. */
export type Callable = ts.SignatureDeclaration | ts.ClassLikeDeclaration

/** The code of the user's own that an expression stands for when it is called. */
export function callTargets(expression: ts.Expression, reading: Reading): readonly Callable[] {
  const callee = unwrapped(expression)
  if (isCallable(callee)) return [callee]
  const named =
    ts.isIdentifier(callee) || ts.isPropertyAccessExpression(callee)
      ? targetsOf(resolvedSymbol(callee, reading.checker), reading)
      : []
  if (named.length > 0) return named
  // A constant that was set to a method, an element of a list: its type may know.
  const { symbol } = reading.checker.getTypeAtLocation(callee)
  return targetsOf(symbol, reading)
}

/** The accessors of the user's own that a property has. */
export function accessorsOf(
  access: ts.PropertyAccessExpression,
  reading: Reading,
): readonly Callable[] {
  const symbol = reading.checker.getSymbolAtLocation(access.name)
  return (symbol?.declarations ?? []).filter(
    (node): node is ts.AccessorDeclaration => ts.isAccessor(node) && reading.isOwn(node),
  )
}

function targetsOf(symbol: ts.Symbol | undefined, reading: Reading): readonly Callable[] {
  return (symbol?.declarations ?? []).filter((node) => reading.isOwn(node)).flatMap(callableIn)
}

function callableIn(declaration: ts.Declaration): readonly Callable[] {
  if (isCallable(declaration)) return [declaration]
  const initializer =
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration)
      ? declaration.initializer
      : undefined
  const value = initializer && unwrapped(initializer)
  return value !== undefined && isCallable(value) ? [value] : []
}

function isCallable(node: ts.Node): node is Callable {
  return ts.isFunctionLike(node) || ts.isClassLike(node)
}
