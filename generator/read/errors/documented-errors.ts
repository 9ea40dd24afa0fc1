import { ts } from 'ts-morph'
import type { ProblemLog } from '../problem-log.js'
import type { Reading } from '../reading.js'
import { errorTypes } from './error-type.js'

/** An error that a doc comment names, and where. */
export interface DocumentedError {
  readonly type: ts.Type
  readonly node: ts.Node
}

/**
 * The errors that `@throws {OutOfStock}` or `@throws OutOfStock when ...` name. What is no
 * `ServiceError` of the user's, or plain prose, is documentation only.
 * @param problems Where names in braces are reported that stand for nothing. @default nowhere
 */
export function documentedErrors(
  node: ts.Node,
  reading: Reading,
  problems?: ProblemLog,
): readonly DocumentedError[] {
  if (!/@(?:throws|exception)\b/.test(node.getSourceFile().text)) return []
  return ts.getJSDocTags(node).flatMap((tag) => {
    if (tag.tagName.text !== 'throws' && tag.tagName.text !== 'exception') return []
    return namedTypes(tag as ts.JSDocThrowsTag, node, reading, problems).flatMap((type) =>
      errorTypes(type, reading).map((error) => ({ type: error, node: tag })),
    )
  })
}

function namedTypes(
  tag: ts.JSDocThrowsTag,
  host: ts.Node,
  { checker }: Reading,
  problems: ProblemLog | undefined,
): readonly ts.Type[] {
  const inBraces = tag.typeExpression?.type.getText()
  if (inBraces !== undefined) {
    return inBraces.split('|').flatMap((part) => {
      const type = classNamed(part.trim(), host, checker)
      if (type !== undefined) return [type]
      problems?.add(tag, {
        message: `@throws names \`${part.trim()}\`, and no class of that name is known here`,
        hint: 'import the class, or write what happens in words, without braces',
      })
      return []
    })
  }
  const [word = ''] = (ts.getTextOfJSDocComment(tag.comment) ?? '').match(/^[\w$.]+/) ?? []
  const type = word === '' ? undefined : classNamed(word.replace(/\.$/, ''), host, checker)
  return type === undefined ? [] : [type]
}

/** The instances of a class by its name, which may be in a namespace: `errors.OutOfStock`. */
function classNamed(path: string, host: ts.Node, checker: ts.TypeChecker): ts.Type | undefined {
  const [first, ...members] = path.split('.')
  const scope = checker.getSymbolsInScope(
    host,
    ts.SymbolFlags.Class |
      ts.SymbolFlags.Namespace |
      ts.SymbolFlags.Alias |
      ts.SymbolFlags.Variable,
  )
  let symbol = scope.find(({ name }) => name === first)
  for (const member of members) {
    const owner = symbol && target(symbol, checker)
    symbol = owner && checker.getExportsOfModule(owner).find(({ name }) => name === member)
  }
  const found = symbol && target(symbol, checker)
  if (found === undefined) return undefined
  return found.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)
    ? checker.getDeclaredTypeOfSymbol(found)
    : undefined
}

function target(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  if (symbol.flags & ts.SymbolFlags.Alias) return checker.getAliasedSymbol(symbol)
  // What a module exports has a second symbol within it, which does not say what it is.
  return checker.getExportSymbolOfSymbol(symbol)
}
