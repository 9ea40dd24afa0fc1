import { ts } from 'ts-morph'
import { unwrapped } from '../literal-argument.js'
import { constantInitialiser, resolvedSymbol } from '../mycelia-exports.js'
import type { Reading } from '../reading.js'
import type { DocumentedError } from './documented-errors.js'
import { errorTypes } from './error-type.js'

/** The option `errors` of a decorator. */
export interface ListedErrors {
  /** With its `@`. */
  readonly decorator: string
  /** The list, as it is written. */
  readonly list: ts.Node
}

/** The classes of errors that a decorator lists. What is none, or not known, is reported. */
export function listedErrors(
  { decorator, list: given }: ListedErrors,
  where: string,
  reading: Reading,
): readonly DocumentedError[] {
  const refuse = (node: ts.Node, message: string): [] => {
    const hint = 'write a list of classes that extend ServiceError: `errors: [OutOfStock]`'
    reading.problems.add(node, { where, message, hint })
    return []
  }
  const constant = symbolOf(given, reading)?.declarations?.map(constantInitialiser).find(Boolean)
  const written = constant ?? given
  const list = ts.isExpression(written) ? unwrapped(written) : written
  if (!ts.isArrayLiteralExpression(list)) {
    return refuse(
      given,
      `the option \`errors\` of ${decorator} is not known before the program runs`,
    )
  }
  return list.elements.flatMap((node) => {
    const named = resolvedSymbol(unwrapped(node), reading.checker)
    const isClass = named !== undefined && named.flags & ts.SymbolFlags.Class
    const type = isClass ? reading.checker.getDeclaredTypeOfSymbol(named) : undefined
    const [error] = type === undefined ? [] : errorTypes(type, reading)
    if (error !== undefined) return [{ type: error, node }]
    return refuse(node, `\`${node.getText()}\` is no class of errors that a service can declare`)
  })
}

/** `{ errors }` stands for a constant of that name. */
function symbolOf(node: ts.Node, { checker }: Reading): ts.Symbol | undefined {
  if (ts.isExpression(node)) return resolvedSymbol(unwrapped(node), checker)
  const symbol = checker.getShorthandAssignmentValueSymbol(node)
  return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias
    ? checker.getAliasedSymbol(symbol)
    : symbol
}
