import { ts } from 'ts-morph'
import type { SourceText } from './source-text.js'

/** How the author of a file writes. */
export interface SourceStyle {
  readonly newline: string
  /** What module names are quoted with. */
  readonly quote: string
  /** What statements and fields end in: a semicolon, or nothing. */
  readonly end: string
  /** What stands before the class, before its members, and what is added for each level. */
  readonly indent: { readonly outer: string; readonly member: string; readonly unit: string }
}

const UNIT = '  '

export function styleOf(source: SourceText, node: ts.ClassLikeDeclaration): SourceStyle {
  const { text, tree } = source
  const imports = tree.statements.filter(ts.isImportDeclaration)
  const [first] = imports
  const outer = indentOf(node, source) ?? ''
  const member = node.members
    .map((each) => indentOf(each, source))
    .find((each) => each !== undefined)
  const unit = member?.startsWith(outer) && member !== outer ? member.slice(outer.length) : UNIT
  const [opening] = first?.moduleSpecifier.getText(tree) ?? []
  const closed = imports.filter((each) => each.getText(tree).endsWith(';')).length
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    quote: opening ?? "'",
    end: closed > imports.length / 2 ? ';' : '',
    indent: { outer, member: member ?? outer + unit, unit },
  }
}

/** What stands before a node on its line; undefined when that is not blank. */
function indentOf(node: ts.Node, { text, tree }: SourceText): string | undefined {
  const start = node.getStart(tree)
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  return before.trim() === '' ? before : undefined
}

/** A text between the quotes that the file's author uses. */
export function quoted(text: string, { quote }: SourceStyle): string {
  return `${quote}${text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`
}
