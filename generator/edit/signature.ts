import { ts } from 'ts-morph'
import { ExpectedError } from '../expected-error.js'

/** How a method is called, as text in one form whatever its author's spaces. */
export interface Signature {
  readonly params: readonly string[]
  /** Undefined where the compiler is left to find out. */
  readonly result: string | undefined
}

/** The signature of a method that is there. */
export function signatureOf(method: ts.MethodDeclaration, tree: ts.SourceFile): Signature {
  return {
    params: method.parameters.map((param) => printed(param, tree)),
    result: method.type && printed(method.type, tree),
  }
}

/**
 * The signature that a command line asks for.
 * @param params As in `name: string`, `note?: string`, `...lines: Line[]`, `page: number = 1`.
 * @throws {ExpectedError} when one of them is no parameter with a type, or the result no type.
 */
export function parseSignature(params: readonly string[], result: string | undefined): Signature {
  for (const param of params) checkParameter(param)
  if (result !== undefined) checkResult(result)
  const { method, tree } = methodFrom(`m(${params.join(', ')})${result ? `: ${result}` : ''}`) ?? {}
  if (method === undefined || tree === undefined || !isOrdered(method)) {
    misused(`the parameters ${params.join(', ')} do not go together: check their order`)
  }
  return signatureOf(method, tree)
}

export function printSignature({ params, result }: Signature): string {
  return `(${params.join(', ')})${result === undefined ? '' : `: ${result}`}`
}

/** A rest parameter is the last one, and what may be left out stands behind what may not. */
function isOrdered({ parameters }: ts.MethodDeclaration): boolean {
  return parameters.every((param, index) => {
    const before = parameters.slice(0, index)
    if (before.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)) return false
    const mayBeLeftOut = param.questionToken ?? param.initializer ?? param.dotDotDotToken
    return (
      mayBeLeftOut !== undefined || before.every(({ questionToken }) => questionToken === undefined)
    )
  })
}

function checkParameter(param: string): void {
  const { method } = methodFrom(`m(${param})`) ?? {}
  const [only, ...others] = method?.parameters ?? []
  const isTyped = only?.type !== undefined || only?.initializer !== undefined
  if (only !== undefined && others.length === 0 && isTyped && ts.isIdentifier(only.name)) return
  misused(`--param ${JSON.stringify(param)} is no parameter: write name:type, as in name:string`)
}

function checkResult(result: string): void {
  const { method } = methodFrom(`m(): ${result}`) ?? {}
  if (method?.type !== undefined && method.parameters.length === 0) return
  misused(`--returns ${JSON.stringify(result)} is no type: write one, as in string or Order[]`)
}

/** Parses a method without its body; undefined when it is anything more or less. */
function methodFrom(
  head: string,
): { readonly method: ts.MethodDeclaration; readonly tree: ts.SourceFile } | undefined {
  const text = `class C { ${head} {} }`
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true })
  const tree = ts.createSourceFile('signature.ts', text, ts.ScriptTarget.ESNext, true)
  const [node, ...others] = tree.statements
  if (diagnostics.length > 0 || others.length > 0) return undefined
  if (node === undefined || !ts.isClassDeclaration(node)) return undefined
  const [method, ...further] = node.members
  if (method === undefined || !ts.isMethodDeclaration(method)) return undefined
  return further.length > 0 || method.body?.statements.length !== 0 ? undefined : { method, tree }
}

function printed(node: ts.Node, tree: ts.SourceFile): string {
  const printer = ts.createPrinter({ removeComments: true, omitTrailingSemicolon: true })
  const text = printer.printNode(ts.EmitHint.Unspecified, node, tree)
  return text
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .replace(LAST_SEMICOLON, (found) => (found === '; ' ? ' ' : found))
}

/** As formatters write types: `{ id: string }`. What stands between quotes is passed over whole. */
const LAST_SEMICOLON = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|; (?=\})/g

function misused(message: string): never {
  throw new ExpectedError(message, { misused: true })
}
