import { ts } from 'ts-morph'
import type { SourceStyle } from './source-style.js'
import { endOf, type SourceText, type TextEdit } from './source-text.js'

/** Puts lines behind the last member of a class, with an empty line between. */
export function insertLast(
  lines: readonly string[],
  node: ts.ClassLikeDeclaration,
  source: SourceText,
  style: SourceStyle,
): TextEdit {
  const last = node.members.at(-1)
  if (last === undefined) return fillEmpty(lines, node, style)
  const offset = endOf(last.getEnd(), source)
  const { newline } = style
  const text = newline + newline + indented(lines, style)
  // Of a class in one line the brace goes to a line of its own.
  const rest = source.text.slice(offset, node.getEnd() - 1)
  if (rest.trim() !== '' || rest.includes('\n')) return { offset, text }
  return { offset, remove: rest.length, text: text + newline + style.indent.outer }
}

/** Puts a field behind those that a class begins with, or before everything else. */
export function insertField(
  line: string,
  node: ts.ClassLikeDeclaration,
  source: SourceText,
  style: SourceStyle,
): TextEdit {
  const end = node.members.findIndex((member) => !ts.isPropertyDeclaration(member))
  const leading = end < 0 ? node.members : node.members.slice(0, end)
  const last = leading.at(-1)
  const text = style.newline + indented([line], style)
  if (last !== undefined) return { offset: endOf(last.getEnd(), source), text }
  if (node.members.length === 0) return fillEmpty([line], node, style)
  return { offset: endOf(node.members.pos, source), text: text + style.newline }
}

function fillEmpty(
  lines: readonly string[],
  node: ts.ClassLikeDeclaration,
  style: SourceStyle,
): TextEdit {
  const offset = node.members.pos
  const { newline, indent } = style
  return {
    offset,
    remove: node.getEnd() - 1 - offset,
    text: newline + indented(lines, style) + newline + indent.outer,
  }
}

function indented(lines: readonly string[], { newline, indent }: SourceStyle): string {
  return lines.map((line) => indent.member + line).join(newline)
}

/** The member of a class that has a name, if there is one. */
export function memberCalled(
  name: string,
  node: ts.ClassLikeDeclaration,
): ts.ClassElement | undefined {
  return node.members.find(
    (member) =>
      member.name !== undefined &&
      (ts.isIdentifier(member.name) || ts.isStringLiteralLike(member.name)) &&
      member.name.text === name,
  )
}
