import { ts } from 'ts-morph'

/** The doc comment of a symbol, as an object to spread: empty when it has none. */
export function docOf(
  symbol: ts.Symbol | undefined,
  checker: ts.TypeChecker,
): { readonly doc?: string } {
  if (symbol === undefined) return {}
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker))
  // `@param name - what it is` keeps its dash otherwise.
  const doc = text
    .replaceAll('\r\n', '\n')
    .replace(/^\s*-\s+/, '')
    .trim()
  return doc === '' ? {} : { doc }
}
