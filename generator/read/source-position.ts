import { relative } from 'node:path'
import type { SourcePosition } from 'mycelia/contract'
import { ts } from 'ts-morph'

/** Where a node starts, its comments not counted. */
export function positionOf(node: ts.Node, folder: string): SourcePosition {
  const file = node.getSourceFile()
  return positionAt(file, node.getStart(file), folder)
}

/** Where an offset of a file is. */
export function positionAt(
  file: ts.SourceFileLike & { readonly fileName: string },
  offset: number,
  folder: string,
): SourcePosition {
  const { line, character } = ts.getLineAndCharacterOfPosition(file, offset)
  return { file: relativeFile(file.fileName, folder), line: line + 1, column: character + 1 }
}

/** A path relative to the project's folder, with forward slashes. */
export function relativeFile(file: string, folder: string): string {
  return relative(folder, file).replaceAll('\\', '/')
}

/** The name of a declaration, which is where people look for it, or else the declaration. */
export function nameOf(declaration: ts.Declaration): ts.Node {
  return ts.getNameOfDeclaration(declaration) ?? declaration
}
