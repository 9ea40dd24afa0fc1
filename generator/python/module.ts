import type { SyntaxNode } from '@lezer/common'
import { type Code, childrenOf } from './syntax.js'

/** A Python file, and what the names at its top stand for. */
export interface Module {
  /** Absolute. */
  readonly path: string
  readonly text: string
  readonly root: SyntaxNode
  readonly names: ReadonlyMap<string, Binding>
  /** Modules of `from module import *`. */
  readonly stars: readonly ModuleName[]
}

/** A module as an import names it. */
export interface ModuleName {
  /** Dots before the name: 0 where it is absolute. */
  readonly level: number
  readonly name: string
}

/** What a name stands for. */
export type Binding =
  | { readonly is: 'class'; readonly node: SyntaxNode; readonly decorators: readonly SyntaxNode[] }
  | {
      readonly is: 'function'
      readonly node: SyntaxNode
      readonly decorators: readonly SyntaxNode[]
    }
  | {
      readonly is: 'value'
      readonly node: SyntaxNode
      readonly value: SyntaxNode | undefined
      readonly type: SyntaxNode | undefined
    }
  | { readonly is: 'import'; readonly from: ModuleName; readonly member: string | undefined }

export type Class = Code<Module> & {
  readonly name: string
  readonly decorators: readonly SyntaxNode[]
}

export function readModule(path: string, text: string, root: SyntaxNode): Module {
  const names = new Map<string, Binding>()
  const stars: ModuleName[] = []
  bindBlock(root, text, names, stars)
  return { path, text, root, names, stars }
}

/** The names that a class binds in its body. */
export function membersOf({
  node,
  text,
}: Pick<Class, 'node' | 'text'>): ReadonlyMap<string, Binding> {
  const names = new Map<string, Binding>()
  const body = node.getChild('Body')
  if (body !== null) bindBlock(body, text, names, [])
  return names
}

function bindBlock(
  block: SyntaxNode,
  text: string,
  names: Map<string, Binding>,
  stars: ModuleName[],
): void {
  for (const statement of childrenOf(block)) {
    switch (statement.name) {
      case 'ClassDefinition':
      case 'FunctionDefinition':
        bindDefinition(statement, [])
        break
      case 'DecoratedStatement': {
        const defined =
          statement.getChild('ClassDefinition') ?? statement.getChild('FunctionDefinition')
        if (defined !== null) bindDefinition(defined, statement.getChildren('Decorator'))
        break
      }
      case 'AssignStatement':
        bindAssignment(statement, text, names)
        break
      case 'TypeDefinition': {
        const [, name, ...rest] = childrenOf(statement)
        const value = rest.at(-1)
        if (name !== undefined)
          names.set(slice(name), { is: 'value', node: name, value, type: undefined })
        break
      }
      case 'ImportStatement':
        bindImport(statement, text, names, stars)
        break
      // Both sides of `if TYPE_CHECKING` and of `try: import` count: whichever is there.
      case 'IfStatement':
      case 'TryStatement':
        for (const inner of statement.getChildren('Body')) bindBlock(inner, text, names, stars)
        break
      default:
    }
  }

  function bindDefinition(node: SyntaxNode, decorators: readonly SyntaxNode[]): void {
    const name = node.getChild('VariableName')
    const is = node.name === 'ClassDefinition' ? 'class' : 'function'
    if (name !== null) names.set(slice(name), { is, node, decorators })
  }

  function slice({ from, to }: SyntaxNode): string {
    return text.slice(from, to)
  }
}

/** `a = b = value`, `a: Type`, `a: Type = value`. */
function bindAssignment(statement: SyntaxNode, text: string, names: Map<string, Binding>): void {
  const parts = childrenOf(statement)
  const type = parts.find(({ name }) => name === 'TypeDef')?.lastChild ?? undefined
  const operators = parts.filter(({ name }) => name === 'AssignOp')
  const value = operators.length === 0 ? undefined : parts.at(-1)
  for (const [index, node] of parts.entries()) {
    const next = parts[index + 1]?.name
    if (node.name !== 'VariableName' || (next !== 'AssignOp' && next !== 'TypeDef')) continue
    names.set(text.slice(node.from, node.to), { is: 'value', node, value, type })
  }
}

function bindImport(
  statement: SyntaxNode,
  text: string,
  names: Map<string, Binding>,
  stars: ModuleName[],
): void {
  const words = childrenOf(statement)
    .map(({ from, to }) => text.slice(from, to))
    .filter((word) => word !== '(' && word !== ')')
  const isFrom = words[0] === 'from'
  const imported = words.indexOf('import')
  const from = isFrom ? moduleName(words.slice(1, imported)) : undefined
  for (const clause of splitAtCommas(words.slice(imported + 1))) {
    const as = clause.indexOf('as')
    const written = clause.slice(0, as < 0 ? undefined : as).join('')
    const bound = as < 0 ? undefined : clause[as + 1]
    if (from === undefined) {
      // `import a.b` binds a.
      const [first = written] = written.split('.')
      const name = bound === undefined ? first : written
      names.set(bound ?? first, { is: 'import', from: { level: 0, name }, member: undefined })
    } else if (written === '*') stars.push(from)
    else names.set(bound ?? written, { is: 'import', from, member: written })
  }
}

function moduleName(words: readonly string[]): ModuleName {
  const written = words.join('')
  const name = written.replace(/^\.+/, '')
  return { level: written.length - name.length, name }
}

function splitAtCommas(words: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]]
  for (const word of words) {
    if (word === ',') parts.push([])
    else parts.at(-1)!.push(word)
  }
  return parts.filter((part) => part.length > 0)
}
