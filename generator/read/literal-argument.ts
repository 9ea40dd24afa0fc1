import { ts } from 'ts-morph'

/** An argument of a decorator, or a part of one: where it stands and what type it has. */
export interface Argument {
  readonly node: ts.Node
  readonly type: ts.Type
}

export type Literal = string | number | boolean

/** An expression without the parentheses and assertions around it. */
export function unwrapped(expression: ts.Expression): ts.Expression {
  let inner = expression
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isNonNullExpression(inner)
  ) {
    inner = inner.expression
  }
  return inner
}

export function argumentOf(expression: ts.Expression, checker: ts.TypeChecker): Argument {
  return { node: expression, type: checker.getTypeAtLocation(expression) }
}

/** The value of an argument whose type has only one. */
export function literalOf({ type }: Argument, checker: ts.TypeChecker): Literal | undefined {
  if (type.isStringLiteral() || type.isNumberLiteral()) return type.value
  if (type.flags & ts.TypeFlags.BooleanLiteral) return checker.typeToString(type) === 'true'
  return undefined
}

/** The values of an argument that is a list of literals: written as one, or a constant tuple. */
export function literalsOf(
  argument: Argument,
  checker: ts.TypeChecker,
): readonly (Literal | undefined)[] | undefined {
  return elementsOf(argument, checker)?.map((element) => literalOf(element, checker))
}

function elementsOf(
  { node, type }: Argument,
  checker: ts.TypeChecker,
): readonly Argument[] | undefined {
  const written = ts.isExpression(node) ? unwrapped(node) : node
  if (ts.isArrayLiteralExpression(written)) {
    return written.elements.map((element) => argumentOf(element, checker))
  }
  if (!checker.isTupleType(type)) return undefined
  const elements = checker.getTypeArguments(type as ts.TypeReference)
  return elements.map((element) => ({ node, type: element }))
}

/** A property of an options argument; undefined when it is not there, or is `undefined`. */
export function optionOf(
  argument: Argument,
  name: string,
  checker: ts.TypeChecker,
): Argument | undefined {
  const written = ts.isExpression(argument.node) ? unwrapped(argument.node) : argument.node
  const option = ts.isObjectLiteralExpression(written)
    ? writtenOption(written, name, checker)
    : typedOption(argument, name, checker)
  return option === undefined || option.type.flags & ts.TypeFlags.Undefined ? undefined : option
}

/** What is written wins over its type, which has forgotten the literals: `{ name: string }`. */
function writtenOption(
  object: ts.ObjectLiteralExpression,
  name: string,
  checker: ts.TypeChecker,
): Argument | undefined {
  for (const property of [...object.properties].reverse()) {
    if (ts.isSpreadAssignment(property)) {
      const spread = typedOption(argumentOf(property.expression, checker), name, checker)
      if (spread !== undefined) return spread
    } else if (property.name !== undefined && nameText(property.name) === name) {
      if (ts.isPropertyAssignment(property)) return argumentOf(property.initializer, checker)
      const constant = checker.getShorthandAssignmentValueSymbol(property)
      if (constant !== undefined) return { node: property, type: checker.getTypeOfSymbol(constant) }
      return { node: property, type: checker.getTypeAtLocation(property) }
    }
  }
  return undefined
}

function typedOption(
  { node, type }: Argument,
  name: string,
  checker: ts.TypeChecker,
): Argument | undefined {
  const property = checker.getPropertyOfType(type, name)
  return property && { node, type: checker.getTypeOfSymbol(property) }
}

function nameText(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined
}
