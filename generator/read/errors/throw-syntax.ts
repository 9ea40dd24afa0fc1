import { ts } from 'ts-morph'
import { unwrapped } from '../literal-argument.js'
import type { Reading } from '../reading.js'
import { errorTypes } from './error-type.js'

/** Whether nothing is reached behind a statement. */
export function leaves(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) {
    const last = statement.statements.at(-1)
    return last !== undefined && leaves(last)
  }
  if (ts.isIfStatement(statement)) {
    const { thenStatement, elseStatement } = statement
    return elseStatement !== undefined && leaves(thenStatement) && leaves(elseStatement)
  }
  return (
    ts.isReturnStatement(statement) ||
    ts.isThrowStatement(statement) ||
    ts.isContinueStatement(statement) ||
    ts.isBreakStatement(statement)
  )
}

/** The classes that a test tells a variable not to be of, where it has come out otherwise. */
export interface DealtWith {
  readonly variable: ts.Symbol
  readonly types: readonly ts.Type[]
}

/**
 * What is out of question beyond a test such as `error instanceof OutOfStock`.
 * @param when What the classes would have made of the test: `false` of `!(e instanceof X)`, as it
 *   is within an `if`.
 */
export function dealtWith(
  test: ts.Expression,
  when: 'true' | 'false',
  reading: Reading,
): DealtWith | undefined {
  const inner = unwrapped(test)
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    return dealtWith(inner.operand, when === 'true' ? 'false' : 'true', reading)
  }
  if (when === 'false' || !ts.isBinaryExpression(inner)) return undefined
  const { left, right, operatorToken } = inner
  if (operatorToken.kind === ts.SyntaxKind.BarBarToken) {
    const [first, second] = [dealtWith(left, when, reading), dealtWith(right, when, reading)]
    if (first?.variable !== second?.variable || first === undefined) return first ?? second
    return { ...first, types: [...first.types, ...(second?.types ?? [])] }
  }
  if (operatorToken.kind !== ts.SyntaxKind.InstanceOfKeyword || !ts.isIdentifier(left)) {
    return undefined
  }
  const variable = reading.checker.getSymbolAtLocation(left)
  if (variable === undefined) return undefined
  const [signature] = reading.checker.getTypeAtLocation(right).getConstructSignatures()
  const { symbol } = reading.checker.getTypeAtLocation(right)
  const type =
    symbol !== undefined && symbol.flags & ts.SymbolFlags.Class
      ? reading.checker.getDeclaredTypeOfSymbol(symbol)
      : signature?.getReturnType()
  return { variable, types: type === undefined ? [] : errorTypes(type, reading) }
}

/** `Promise.reject(error)`, or a call of what the function in `new Promise(...)` is given second. */
export function isRejection({ expression }: ts.CallExpression, { checker }: Reading): boolean {
  const callee = unwrapped(expression)
  if (ts.isPropertyAccessExpression(callee)) {
    return callee.name.text === 'reject' && callee.expression.getText() === 'Promise'
  }
  if (!ts.isIdentifier(callee)) return false
  const parameter = checker.getSymbolAtLocation(callee)?.valueDeclaration
  if (parameter === undefined || !ts.isParameter(parameter)) return false
  const { parent: executor } = parameter
  return (
    executor.parameters[1] === parameter &&
    ts.isNewExpression(executor.parent) &&
    executor.parent.expression.getText() === 'Promise'
  )
}

/** A promise, and what handles its rejection. */
export interface PromiseHandlers {
  readonly promise: ts.Expression
  readonly fulfilled?: ts.Expression
  readonly handler: ts.Expression
}

/** `promise.catch(handler)` and `promise.then(then, handler)`. */
export function promiseHandlers({
  expression,
  arguments: given,
}: ts.CallExpression): PromiseHandlers | undefined {
  const callee = unwrapped(expression)
  if (!ts.isPropertyAccessExpression(callee)) return undefined
  const [first, second] = given
  const promise = callee.expression
  if (callee.name.text === 'catch' && first !== undefined) return { promise, handler: first }
  if (callee.name.text === 'then' && first !== undefined && second !== undefined) {
    return { promise, fulfilled: first, handler: second }
  }
  return undefined
}

/** `return this.find()` does not wait: no `try` around it sees that promise fail. */
export function isReturnedPromise(expression: ts.Expression, { checker }: Reading): boolean {
  const value = unwrapped(expression)
  if (!ts.isCallExpression(value)) return false
  return checker.getTypeAtLocation(value).symbol?.name === 'Promise'
}

/** The arguments of a call that may be functions. */
export function callbacksOf(given: readonly ts.Expression[]): readonly ts.Expression[] {
  return given
    .map(unwrapped)
    .filter(
      (argument) =>
        ts.isArrowFunction(argument) ||
        ts.isFunctionExpression(argument) ||
        ts.isIdentifier(argument) ||
        ts.isPropertyAccessExpression(argument),
    )
}
