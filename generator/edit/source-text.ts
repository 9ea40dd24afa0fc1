import { ts } from 'ts-morph'
import { ExpectedError } from '../expected-error.js'

/** A piece of a file that is put in place of another, or of nothing. */
export interface TextEdit {
  readonly offset: number
  /** Characters that it replaces. @default 0 */
  readonly remove?: number
  readonly text: string
}

/** A user's file as the compiler parses it. */
export interface SourceText {
  /** From the project's folder. */
  readonly file: string
  readonly text: string
  readonly tree: ts.SourceFile
}

/** @throws {ExpectedError} when it is not TypeScript: what is put into it could end up anywhere. */
export function parseSource(file: string, text: string): SourceText {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true, fileName: file })
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true)
  const [mistake] = diagnostics
  if (mistake !== undefined) {
    const message = ts.flattenDiagnosticMessageText(mistake.messageText, ' ')
    refuseAt({ file, text, tree }, mistake.start ?? 0, `${message} Mend the syntax first.`)
  }
  return { file, text, tree }
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const fromTheEnd = [...edits].sort((a, b) => b.offset - a.offset)
  return fromTheEnd.reduce(
    (result, { offset, remove = 0, text }) =>
      result.slice(0, offset) + text + result.slice(offset + remove),
    text,
  )
}

/** Where a node ends, the comments behind it on its line included. */
export function endOf(end: number, { text }: SourceText): number {
  return ts.getTrailingCommentRanges(text, end)?.at(-1)?.end ?? end
}

/** A place as editors and terminals make it clickable. */
export function placeOf(node: ts.Node, { file, tree }: SourceText): string {
  return placeAt(node.getStart(tree), file, tree)
}

/** @throws {ExpectedError} that begins with the place of a node. */
export function refuseAtNode(source: SourceText, node: ts.Node, message: string): never {
  return refuseAt(source, node.getStart(source.tree), message)
}

function refuseAt({ file, tree }: SourceText, offset: number, message: string): never {
  throw new ExpectedError(`${placeAt(offset, file, tree)} - ${message}`)
}

function placeAt(offset: number, file: string, tree: ts.SourceFile): string {
  const { line, character } = tree.getLineAndCharacterOfPosition(offset)
  return `${file}:${line + 1}:${character + 1}`
}
