import { ts } from 'ts-morph'

/** The doc comment of a symbol, as an object to spread: empty when it has none. */
export function docOf(
  symbol: ts.Symbol | undefined,
  checker: ts.TypeChecker,
): { readonly doc?: string } {
  if (symbol === undefined) return {}
  const doc = tidyDoc(ts.displayPartsToString(symbol.getDocumentationComment(checker)))
  return doc === '' ? {} : { doc }
}

/** A doc comment's text; `@param name - what it is` keeps its dash otherwise. */
export function tidyDoc(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/^\s*-\s+/, '')
    .trim()
}
