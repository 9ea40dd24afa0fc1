/**
 * Text that knows where it may be broken into lines. A group stands on one line where that fits;
 * otherwise all lines directly in it are broken, and groups inside it are looked at on their own.
 */
export type Doc = string | readonly Doc[] | Node

type Node =
  | { readonly kind: 'group'; readonly content: Doc; readonly broken: boolean }
  | { readonly kind: 'indent'; readonly content: Doc }
  | { readonly kind: 'conditional'; readonly content: Doc }
  | { readonly kind: 'line'; readonly flat: string; readonly hard: boolean }
  | { readonly kind: 'if-broken'; readonly broken: Doc; readonly flat: Doc }

/** A space, or the end of the line in a broken group. */
export const line: Doc = { kind: 'line', flat: ' ', hard: false }

/** Nothing, or the end of the line in a broken group. */
export const softline: Doc = { kind: 'line', flat: '', hard: false }

/** The end of the line; it breaks all groups around it. */
export const hardline: Doc = { kind: 'line', flat: '', hard: true }

/** As much as fits on a line. */
export function group(...content: readonly Doc[]): Doc {
  return { kind: 'group', content, broken: content.some(isBroken) }
}

export function indent(...content: readonly Doc[]): Doc {
  return { kind: 'indent', content }
}

/** Depends on whether the group around it is broken. */
export function ifBroken(broken: Doc, flat: Doc = ''): Doc {
  return { kind: 'if-broken', broken, flat }
}

export function join(separator: Doc, docs: readonly Doc[]): Doc {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]))
}

/** Items between brackets: on one line, or each on its own with a comma behind it. */
export function bracketed(
  open: string,
  items: readonly Doc[],
  close: string,
  { pad = softline, comma = ',' }: { readonly pad?: Doc; readonly comma?: string } = {},
): Doc {
  if (items.length === 0) return `${open}${close}`
  return group(open, indent(pad, join([',', line], items)), ifBroken(comma), pad, close)
}

/** `name(a, b)`. A literal that is alone holds on to the brackets around it. */
export function call(name: Doc, ...args: readonly Doc[]): Doc {
  const [only] = args
  if (only !== undefined && args.length === 1 && isLiteral(only)) return [name, '(', only, ')']
  return [name, bracketed('(', args, ')')]
}

/** The same with each argument on a line of its own. */
export function brokenCall(name: Doc, ...args: readonly Doc[]): Doc {
  return [name, '(', indent(args.map((arg) => [hardline, arg, ','])), hardline, ')']
}

/** `{ a: 1, b }` */
export function objectLiteral(entries: readonly Doc[]): Doc {
  return bracketed('{', entries, '}', { pad: line })
}

/** Braces around entries, each on a line of its own. */
export function block(entries: readonly Doc[], separator: Doc = hardline): Doc {
  if (entries.length === 0) return '{}'
  return ['{', indent(hardline, join(separator, entries)), hardline, '}']
}

/** `head.first().second()`: two calls or more stand on lines of their own where one is broken. */
export function chain(head: Doc, calls: readonly Doc[]): Doc {
  if (calls.length < 2) return [head, calls]
  return group(head, indent(calls.map((call) => [softline, call])))
}

/** `[a, b]` */
export function arrayLiteral(items: readonly Doc[]): Doc {
  return bracketed('[', items, ']')
}

/** The same with each item on a line of its own. */
export function brokenArray(items: readonly Doc[]): Doc {
  return ['[', indent(items.map((item) => [hardline, item, ','])), hardline, ']']
}

/** `(parameter) => body` */
export function arrow(parameter: string, body: Doc): Doc {
  const head = `(${parameter}) =>`
  if (isLiteral(body)) return [head, ' ', body]
  if (!isConditional(body)) return group(head, indent(line, body))
  return group(head, indent(line, ifBroken('', '('), body, ifBroken('', ')')))
}

/** Whether it is an object or an array in brackets of its own. */
function isLiteral(doc: Doc): boolean {
  if (typeof doc === 'string') return doc.startsWith('[') || doc.startsWith('{')
  if (!('kind' in doc)) return doc[0] !== undefined && isLiteral(doc[0])
  return doc.kind === 'group' && isLiteral(doc.content)
}

/** `test ? yes : no` */
export function conditional(test: Doc, yes: Doc, no: Doc): Doc {
  return { kind: 'conditional', content: group(test, indent(line, '? ', yes, line, ': ', no)) }
}

function isConditional(doc: Doc): boolean {
  return typeof doc === 'object' && 'kind' in doc && doc.kind === 'conditional'
}

/** Operands with an operator between them, which ends the line where it is broken. */
export function operation(operator: string, operands: readonly Doc[]): Doc {
  return group(join([` ${operator}`, line], operands))
}

/** The same as an operand of another operation: further lines stand deeper than the first. */
export function innerOperation(operator: string, operands: readonly Doc[]): Doc {
  const [first = '', ...others] = operands
  return group('(', first, indent(others.map((other) => [` ${operator}`, line, other])), ')')
}

/** `return value`, in brackets where an operation takes several lines. */
export function returned(value: Doc): Doc {
  return group('return ', ifBroken('('), indent(softline, value), softline, ifBroken(')'))
}

function isBroken(doc: Doc): boolean {
  if (typeof doc === 'string') return false
  if (!('kind' in doc)) return doc.some(isBroken)
  if (doc.kind === 'group') return doc.broken
  if (doc.kind === 'indent' || doc.kind === 'conditional') return isBroken(doc.content)
  return doc.kind === 'line' && doc.hard
}

interface Piece {
  readonly doc: Doc
  readonly depth: number
  readonly broken: boolean
}

/** The text, broken so that lines are no longer than `width` where that can be. */
export function layOut(doc: Doc, width: number): string {
  let text = ''
  let column = 0
  const rest: Piece[] = [{ doc, depth: 0, broken: true }]
  for (let piece = rest.pop(); piece !== undefined; piece = rest.pop()) {
    const { doc, depth, broken } = piece
    if (typeof doc === 'string') {
      text += doc
      column += doc.length
    } else if (!('kind' in doc)) {
      for (const part of [...doc].reverse()) rest.push({ doc: part, depth, broken })
    } else if (doc.kind === 'indent' || doc.kind === 'conditional') {
      rest.push({ doc: doc.content, depth: doc.kind === 'indent' ? depth + 1 : depth, broken })
    } else if (doc.kind === 'if-broken') {
      rest.push({ doc: broken ? doc.broken : doc.flat, depth, broken })
    } else if (doc.kind === 'group') {
      const flat = { doc: doc.content, depth, broken: false }
      const fits = !doc.broken && fitsOn(width - column, [...rest, flat])
      rest.push(fits ? flat : { ...flat, broken: true })
    } else if (broken) {
      text = `${withoutSpaces(text)}\n${'  '.repeat(depth)}`
      column = 2 * depth
    } else {
      text += doc.flat
      column += doc.flat.length
    }
  }
  return text
}

/** Without those at the end: the last line stays empty, or ends where its text does. */
function withoutSpaces(text: string): string {
  let end = text.length
  while (text[end - 1] === ' ') end--
  return text.slice(0, end)
}

/** Whether what is last in the list, and what follows it on the line, fits. */
function fitsOn(space: number, pieces: Piece[]): boolean {
  let left = space
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    if (left < 0) return false
    const { doc, depth, broken } = piece
    if (typeof doc === 'string') {
      left -= doc.length
    } else if (!('kind' in doc)) {
      for (const part of [...doc].reverse()) pieces.push({ doc: part, depth, broken })
    } else if (doc.kind === 'if-broken') {
      pieces.push({ doc: broken ? doc.broken : doc.flat, depth, broken })
    } else if ('content' in doc) {
      const isInBroken = broken && (doc.kind !== 'group' || doc.broken)
      pieces.push({ doc: doc.content, depth, broken: isInBroken })
    } else if (broken) {
      return true
    } else {
      left -= doc.flat.length
    }
  }
  return left >= 0
}
