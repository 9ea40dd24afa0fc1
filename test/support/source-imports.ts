import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript-6'

/** A source file of this repository, and what a reader of its text learns of it. */
export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string
  readonly imports: readonly Import[]
  /** Uses of `process.stdout`, `process.exit` and the like, as `process.stdout:12`. */
  readonly effects: readonly string[]
}

export interface Import {
  /** As it is written. */
  readonly specifier: string
  /** The file of this repository that it leads to, from the root: none for packages. */
  readonly file: string | undefined
  readonly line: number
  /** Whether it is of types alone: gone when the program runs. */
  readonly typeOnly: boolean
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', 'dist'])

/** Reads all source files of a folder at the root, those below included. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(ROOT + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : readSources(path)
    return entry.name.endsWith('.ts') ? [readSource(path)] : []
  })
}

function readSource(path: string): SourceFile {
  const source = ts.createSourceFile(
    path,
    readFileSync(ROOT + path, 'utf8'),
    ts.ScriptTarget.ESNext,
  )
  const imports: Import[] = []
  const effects: string[] = []
  const lineOf = (node: ts.Node) =>
    source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node)
    if (specifier !== undefined) {
      const typeOnly = isTypeOnly(node)
      imports.push({ specifier, file: fileOf(path, specifier), line: lineOf(node), typeOnly })
    }
    const effect = effectOf(node)
    if (effect !== undefined) effects.push(`${effect}:${lineOf(node)}`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { path, imports, effects }
}

/** Imports of every kind: of values and of types, exports from, `import()` and `require()`. */
function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return textOf(node.moduleSpecifier)
  if (ts.isExternalModuleReference(node)) return textOf(node.expression)
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return textOf(node.argument.literal)
  }
  if (!ts.isCallExpression(node)) return undefined
  const { expression } = node
  const isImport =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  return isImport ? textOf(node.arguments[0]) : undefined
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  if (!ts.isImportDeclaration(node) || node.importClause === undefined) return false
  const { isTypeOnly, name, namedBindings } = node.importClause
  if (isTypeOnly) return true
  const named = namedBindings !== undefined && ts.isNamedImports(namedBindings)
  return (
    name === undefined && named && namedBindings.elements.every((element) => element.isTypeOnly)
  )
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined
}

function fileOf(importer: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  return posix.join(posix.dirname(importer), specifier).replace(/\.js$/, '.ts')
}

const EFFECTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['process', new Set(['stdout', 'exit', 'exitCode', 'abort', 'reallyExit'])],
  [
    'console',
    new Set(['log', 'info', 'debug', 'dir', 'table', 'group', 'time', 'timeEnd', 'count']),
  ],
])

/** What only the command line may do: write to standard output, end the process. */
function effectOf(node: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return undefined
  const [object, property] = [node.expression.text, node.name.text]
  return EFFECTS.get(object)?.has(property) ? `${object}.${property}` : undefined
}
