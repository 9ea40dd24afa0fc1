import { ts } from 'ts-morph'
import { quoted, type SourceStyle } from './source-style.js'
import { endOf, refuseAtNode, type SourceText, type TextEdit } from './source-text.js'

/** A name that can be used in a file, and what has to be done for that. */
export interface ImportedName {
  /** As the file calls it: `rpc`, `mycelia.rpc`. */
  readonly local: string
  readonly edits: readonly TextEdit[]
}

/** What is to be imported: a value, or a type alone. */
export interface WantedName {
  readonly name: string
  readonly isType?: true
}

/**
 * Imports a value of a module, under its own name unless the file has it under another already.
 * @throws {ExpectedError} when the file uses the name for something else.
 */
export function importName(
  name: string,
  module: string,
  source: SourceText,
  style: SourceStyle,
): ImportedName {
  const { locals, edits } = importNames([{ name }], module, source, style)
  return { local: locals[0]!, edits }
}

/**
 * Imports several names of a module, as {@link importName} does, in one declaration.
 * @returns what the file calls them, in their order.
 * @throws {ExpectedError} when the file uses one of the names for something else.
 */
export function importNames(
  wanted: readonly WantedName[],
  module: string,
  source: SourceText,
  style: SourceStyle,
): { readonly locals: readonly string[]; readonly edits: readonly TextEdit[] } {
  const declarations = source.tree.statements.filter(ts.isImportDeclaration)
  const same = declarations.filter((each) => isModule(each, module))
  const present = wanted.map((each) => {
    for (const declaration of same) {
      const local = localName(declaration, each, source)
      if (local !== undefined) return local
    }
    const elsewhere = declarations.find(
      (declaration) => !same.includes(declaration) && imports(declaration, each.name),
    )
    // What re-exports Mycelia is as good as Mycelia; the reader finds out whether it does.
    if (elsewhere !== undefined && module === 'mycelia') return each.name
    refuseTaken(each.name, module, source)
    return undefined
  })
  const locals = wanted.map(({ name }, index) => present[index] ?? name)
  const missing = wanted
    .filter((_, index) => present[index] === undefined)
    .sort((a, b) => (before(a.name, b.name) ? -1 : 1))
  if (missing.length === 0) return { locals, edits: [] }
  const list = same.map(namedImports).find((named) => named !== undefined)
  const edits =
    list === undefined
      ? [addDeclaration(missing, module, declarations, source, style)]
      : // Of texts for one place the last one ends up first.
        missing.map((each) => addToList(each, list, source, style)).reverse()
  return { locals, edits }
}

/** Whether a declaration imports from a module, whatever extension it writes. */
function isModule({ moduleSpecifier }: ts.ImportDeclaration, module: string): boolean {
  return ts.isStringLiteral(moduleSpecifier) && bare(moduleSpecifier.text) === bare(module)
}

function bare(module: string): string {
  return module.startsWith('.') ? module.replace(/\.[jt]s$/, '') : module
}

function namedImports({ importClause }: ts.ImportDeclaration): ts.NamedImports | undefined {
  const bindings = importClause?.namedBindings
  if (bindings === undefined || !ts.isNamedImports(bindings)) return undefined
  return importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? undefined : bindings
}

/** How a declaration makes a name of its module known. */
function localName(
  declaration: ts.ImportDeclaration,
  { name, isType }: WantedName,
  source: SourceText,
): string | undefined {
  const bindings = declaration.importClause?.namedBindings
  if (bindings === undefined) return undefined
  const isTypeOnly = declaration.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
  if (ts.isNamespaceImport(bindings))
    return isTypeOnly && !isType ? undefined : `${bindings.name.text}.${name}`
  const found = bindings.elements.find((each) => (each.propertyName ?? each.name).text === name)
  if (found === undefined) return undefined
  if (!isType && (isTypeOnly || found.isTypeOnly)) {
    refuseAtNode(
      source,
      found,
      `${name} is imported as a type only, and is needed as a value: take \`type\` away`,
    )
  }
  return found.name.text
}

function imports(declaration: ts.ImportDeclaration, name: string): boolean {
  return (
    namedImports(declaration)?.elements.some(
      (each) => each.name.text === name && !each.isTypeOnly,
    ) ?? false
  )
}

function refuseTaken(name: string, module: string, source: SourceText): void {
  const taken = declaredNames(source.tree).find((each) => each.text === name)
  if (taken === undefined) return
  refuseAtNode(
    source,
    taken,
    `${name} is something else here, and is to be imported from ${module}: give one of the two another name`,
  )
}

/** The names that a module declares and imports at its top. */
function declaredNames(tree: ts.SourceFile): readonly ts.Identifier[] {
  return tree.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) {
      const { name, namedBindings } = statement.importClause ?? {}
      const inner =
        namedBindings === undefined
          ? []
          : ts.isNamespaceImport(namedBindings)
            ? [namedBindings.name]
            : namedBindings.elements.map((each) => each.name)
      return name === undefined ? inner : [name, ...inner]
    }
    if (ts.isVariableStatement(statement)) {
      const names = statement.declarationList.declarations.map((each) => each.name)
      return names.filter(ts.isIdentifier)
    }
    const { name } = statement as { readonly name?: ts.Node }
    return name !== undefined && ts.isIdentifier(name) ? [name] : []
  })
}

/** Puts a name where the alphabet wants it, or at the end of a list that does not go by it. */
function addToList(
  wanted: WantedName,
  { elements }: ts.NamedImports,
  source: SourceText,
  { newline }: SourceStyle,
): TextEdit {
  const { tree, text } = source
  const { name } = wanted
  const names = elements.map((each) => (each.propertyName ?? each.name).text)
  const isSorted = names.every((each, index) => index === 0 || before(names[index - 1]!, each))
  const next = isSorted ? elements.find((_, index) => before(name, names[index]!)) : undefined
  const last = elements.at(-1)
  if (last === undefined) return { offset: elements.pos, text: ` ${specifier(wanted)} ` }
  const first = elements[0]!.getStart(tree)
  const isBroken = text.slice(elements.pos, first).includes('\n')
  const lineStart = text.lastIndexOf('\n', first - 1) + 1
  const separator = isBroken ? `,${newline}${text.slice(lineStart, first)}` : ', '
  if (next !== undefined)
    return { offset: next.getStart(tree), text: specifier(wanted) + separator }
  return { offset: last.getEnd(), text: separator + specifier(wanted) }
}

/** As formatters sort names: letters first, whatever their case. */
function before(a: string, b: string): boolean {
  const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()]
  return lowerA === lowerB ? a <= b : lowerA < lowerB
}

function specifier({ name, isType }: WantedName): string {
  return isType ? `type ${name}` : name
}

function addDeclaration(
  wanted: readonly WantedName[],
  module: string,
  declarations: readonly ts.ImportDeclaration[],
  source: SourceText,
  style: SourceStyle,
): TextEdit {
  const names = wanted.map(specifier)
  const from = quoted(withExtension(module, declarations), style)
  const text = `import { ${names.join(', ')} } from ${from}${style.end}`
  const last = declarations.at(-1)
  if (last === undefined) return { offset: 0, text: text + style.newline + style.newline }
  return { offset: endOf(last.getEnd(), source), text: style.newline + text }
}

/** A relative module with the extension that the file gives to others. */
function withExtension(module: string, declarations: readonly ts.ImportDeclaration[]): string {
  if (!module.startsWith('.')) return module
  const others = declarations.map(
    ({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text,
  )
  return others.some((other) => other.startsWith('.') && other.endsWith('.ts'))
    ? module.replace(/\.js$/, '.ts')
    : module
}
