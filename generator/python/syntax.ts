import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/python'

/** A piece of Python, and the module whose names it speaks of. */
export interface Code<M = unknown> {
  readonly module: M
  /** What the node's positions count in. */
  readonly text: string
  readonly node: SyntaxNode
  /** What is to be added to positions in `text` for those in the module: of code within a string. */
  readonly shift: number
}

export function parsePython(text: string): SyntaxNode {
  return parser.parse(text).topNode
}

/** The same piece of Python, another node of it. */
export function within<M>(code: Code<M>, node: SyntaxNode): Code<M> {
  return { ...code, node }
}

export function textOf({ text, node }: Pick<Code, 'text' | 'node'>): string {
  return text.slice(node.from, node.to)
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child)
  }
  return children
}

/** What is separated by commas between brackets; `name=value` and `key: value` stay together. */
export function itemsOf(list: SyntaxNode): readonly (readonly SyntaxNode[])[] {
  const items: SyntaxNode[][] = [[]]
  for (const child of childrenOf(list)) {
    if (child.name === ',') items.push([])
    else if (!/^[()[\]{}]$/.test(child.name)) items.at(-1)!.push(child)
  }
  return items.filter((item) => item.length > 0)
}

/** The positional arguments of a call, or the bases of a class. */
export function positional(list: SyntaxNode | null): readonly SyntaxNode[] {
  return list === null ? [] : itemsOf(list).flatMap((item) => (item.length === 1 ? item : []))
}

/** A keyword argument of a call, or of a class. */
export function keyword(
  list: SyntaxNode | null,
  name: string,
  text: string,
): SyntaxNode | undefined {
  if (list === null) return undefined
  const item = itemsOf(list).find(
    ([key, is]) =>
      is?.name === 'AssignOp' && key !== undefined && text.slice(key.from, key.to) === name,
  )
  return item?.[2]
}

/** Where the first mistake in the syntax stands, if there is one. */
export function findSyntaxError(root: SyntaxNode): number | undefined {
  const cursor = root.cursor()
  do {
    if (cursor.type.isError) return cursor.from
  } while (cursor.next())
  return undefined
}

export interface LineAndColumn {
  readonly line: number
  readonly column: number
}

/** Both from 1. */
export function lineAndColumn(text: string, offset: number): LineAndColumn {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
