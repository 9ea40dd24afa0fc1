import { dirname, join } from 'node:path'
import { ts } from 'ts-morph'
import { unwrapped } from './literal-argument.js'

/** A use of one of Mycelia's exports: as it stands, or called. */
export interface MyceliaUse {
  /** The export's own name: `rpc`. */
  readonly name: string
  readonly call?: ts.CallExpression
}

/** Tells which expressions are Mycelia's exports, whatever the user calls them. */
export interface Recogniser {
  find(expression: ts.Expression): MyceliaUse | undefined
  /** Whether a file is one of Mycelia's, which in a checkout need not lie in `node_modules`. */
  isMycelia(file: ts.SourceFile): boolean
  /** The first of a node's decorators that is Mycelia's export of this name. */
  decorator(node: ts.Node, name: string): Decoration | undefined
  /** All of them. */
  decorators(node: ts.Node, name: string): readonly Decoration[]
}

export interface Decoration extends MyceliaUse {
  readonly node: ts.Decorator
}

/** How many constants may stand between a decorator and the export that it is. */
const MOST_CONSTANTS = 10

/**
 * @param projectFolder The user's project: it is not Mycelia, even if it is called so.
 * @param readFile How package.json files are read.
 */
export function createRecogniser(
  checker: ts.TypeChecker,
  projectFolder: string,
  readFile: (file: string) => string | undefined,
): Recogniser {
  const packageOf = createPackageFinder(projectFolder, readFile)

  const isMycelia = (file: ts.SourceFile) => packageOf(file.fileName) === 'mycelia'

  const find = (given: ts.Expression, depth = 0): MyceliaUse | undefined => {
    const expression = unwrapped(given)
    if (ts.isCallExpression(expression)) {
      const callee = find(expression.expression, depth)
      return callee === undefined || callee.call !== undefined
        ? undefined
        : { name: callee.name, call: expression }
    }
    const symbol = resolvedSymbol(expression, checker)
    const declaration = symbol?.declarations?.[0]
    if (symbol === undefined || declaration === undefined) return undefined
    if (isMycelia(declaration.getSourceFile())) return { name: symbol.name }
    const initialiser = constantInitialiser(declaration)
    return initialiser === undefined || depth === MOST_CONSTANTS
      ? undefined
      : find(initialiser, depth + 1)
  }

  const decorators = (node: ts.Node, name: string): readonly Decoration[] => {
    if (!ts.canHaveDecorators(node)) return []
    return (ts.getDecorators(node) ?? []).flatMap((decorator) => {
      const use = find(decorator.expression)
      return use?.name === name ? [{ ...use, node: decorator }] : []
    })
  }

  return {
    find: (expression) => find(expression),
    isMycelia,
    decorator: (node, name) => decorators(node, name)[0],
    decorators,
  }
}

/** What a name stands for, through imports and re-exports. */
export function resolvedSymbol(
  expression: ts.Expression,
  checker: ts.TypeChecker,
): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(
    ts.isPropertyAccessExpression(expression) ? expression.name : expression,
  )
  return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias
    ? checker.getAliasedSymbol(symbol)
    : symbol
}

/** What a `const` was set to. */
export function constantInitialiser(declaration: ts.Declaration): ts.Expression | undefined {
  return ts.isVariableDeclaration(declaration) &&
    ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const
    ? declaration.initializer
    : undefined
}

/** Finds the name of the package that a file is in: that of the nearest package.json with one. */
function createPackageFinder(
  projectFolder: string,
  readFile: (file: string) => string | undefined,
): (file: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  const find = (file: string): string | undefined => {
    const folder = dirname(file)
    if (folder === file) return undefined
    if (!known.has(folder)) {
      const manifest = join(folder, 'package.json')
      const own = folder === projectFolder ? undefined : packageName(readFile(manifest))
      known.set(folder, own ?? find(folder))
    }
    return known.get(folder)
  }
  return find
}

function packageName(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const { config } = ts.parseConfigFileTextToJson('package.json', text)
  return typeof config?.name === 'string' ? config.name : undefined
}
