import type { SyntaxNode } from '@lezer/common'
import { childrenOf } from './syntax.js'

const LITERAL = /^([a-zA-Z]*)('''|"""|'|")(.*)\2$/s

/** The text that a string stands for; undefined of bytes, and of what is put together at run time. */
export function stringLiteral(node: SyntaxNode, text: string): string | undefined {
  if (node.name === 'ContinuedString') {
    const parts = childrenOf(node).map((part) => stringLiteral(part, text))
    return parts.includes(undefined) ? undefined : parts.join('')
  }
  if (node.name !== 'String') return undefined
  const [, prefix = '', , body = ''] = LITERAL.exec(text.slice(node.from, node.to)) ?? []
  if (/b/i.test(prefix)) return undefined
  return /r/i.test(prefix) ? body : body.replace(ESCAPE, escaped)
}

/** How many characters stand before the text of a string: its prefix and quotes. */
export function openingLength(node: SyntaxNode, text: string): number {
  const [, prefix = '', quotes = ''] = LITERAL.exec(text.slice(node.from, node.to)) ?? []
  return prefix.length + quotes.length
}

const ESCAPE = /\\(\r?\n|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|.)/gs

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
])

function escaped(whole: string, sequence: string): string {
  if (/^\r?\n$/.test(sequence)) return ''
  if (/^[0-7]/.test(sequence)) return String.fromCodePoint(Number.parseInt(sequence, 8))
  if (/^[xuU]./.test(sequence)) {
    const code = Number.parseInt(sequence.slice(1), 16)
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole
  }
  return SIMPLE.get(sequence) ?? whole
}

/** The text of a module's, class's or function's first statement, if it is a string: its doc. */
export function docstringOf(body: SyntaxNode | null, text: string): { readonly doc?: string } {
  const first = body && childrenOf(body).find(({ name }) => name !== ':')
  const literal = first?.name === 'ExpressionStatement' ? first.firstChild : null
  const doc = literal && stringLiteral(literal, text)
  const clean = doc == null ? '' : dedented(doc)
  return clean === '' ? {} : { doc: clean }
}

/** As Python's `inspect.cleandoc` has it. */
function dedented(doc: string): string {
  const [first = '', ...others] = doc
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '        ')
    .split('\n')
  const indents = others.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const indent = indents.length === 0 ? 0 : Math.min(...indents)
  return [first.trimStart(), ...others.map((line) => line.slice(indent))]
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}
