import type { Type } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { compilerMessage } from '../problem-log.js'
import { positionAt } from '../source-position.js'
import { isUnresolvedModule, reportUnresolvedImport } from '../unresolved-imports.js'
import type { Mention } from './mention.js'
import { type TypeScope, UNREADABLE } from './type-scope.js'

/** Whether a type is what the compiler goes on with when it could not make sense of one. */
export function isUnresolved(type: ts.Type): boolean {
  const { intrinsicName } = type as ts.Type & { readonly intrinsicName?: string }
  return Boolean(type.flags & ts.TypeFlags.Any) && intrinsicName === 'error'
}

/** Reports what keeps a type from being resolved: there where that is, in the compiler's words. */
export function reportUnresolved(mention: Mention, scope: TypeScope): Type {
  const { reading } = scope
  reading.unresolved = true
  const place = mention.typeNode ?? mention.node.parent
  if (reading.brokenFiles.has(place.getSourceFile())) {
    reading.problems.suppress()
  } else if (!reading.isOwn(place) || !reportCauses(place, mention, scope)) {
    scope.refuse(
      mention,
      'has a type that cannot be resolved',
      'see what `npx tsc --noEmit` says of it; a package that it comes from may be missing, or it is too deep or too large for the compiler',
    )
  }
  return UNREADABLE
}

function reportCauses(place: ts.Node, mention: Mention, scope: TypeScope): boolean {
  const { problems, hasBrokenImports } = scope.reading
  let found = reportErrors(place, mention, scope)
  const imports = unknownImports(place, scope.checker)
  for (const imported of imports) {
    const statement = ts.findAncestor(imported, isModuleStatement)
    const specifier = statement?.moduleSpecifier
    if (
      specifier &&
      ts.isStringLiteralLike(specifier) &&
      isUnresolvedModule(specifier, scope.reading)
    ) {
      reportUnresolvedImport(specifier, scope.reading)
      found = true
    } else {
      found = reportErrors(statement ?? imported, mention, scope) || found
    }
  }
  if (!found && imports.size > 0 && hasBrokenImports) {
    // It is exported onwards from where it cannot be imported, which is reported there.
    problems.suppress()
    return true
  }
  return found
}

function reportErrors(place: ts.Node, mention: Mention, scope: TypeScope): boolean {
  const { program, problems, project } = scope.reading
  const [start, end] = [place.getStart(), place.getEnd()]
  const errors = program
    .getSemanticDiagnostics(place.getSourceFile())
    .filter((error) => error.start !== undefined && error.start >= start && error.start < end)
    .filter(({ code }) => !CANNOT_FIND_MODULE.has(code))
  const telling = errors.filter(({ code }) => NOT_FOUND.has(code))
  for (const error of telling.length > 0 ? telling : errors) {
    if (error.file === undefined || error.start === undefined) continue
    problems.addAll([
      {
        ...positionAt(error.file, error.start, project.folder),
        where: mention.where,
        message: compilerMessage(error),
        hint: 'declare or import it; if it comes from a package, install that',
      },
    ])
  }
  return errors.length > 0
}

/** Of imports, which are reported as such. */
const CANNOT_FIND_MODULE: ReadonlySet<number> = new Set([2307, 2792])

/** The compiler's errors about names, namespaces, members and type arguments that are not there. */
const NOT_FOUND: ReadonlySet<number> = new Set([
  2304, 2305, 2314, 2318, 2339, 2503, 2551, 2552, 2580, 2582, 2583, 2584, 2589, 2591, 2592, 2593,
  2694, 2724, 2749, 2868, 7016,
])

/** The imports of names within a node that stand for nothing. */
function unknownImports(place: ts.Node, checker: ts.TypeChecker): ReadonlySet<ts.Declaration> {
  const found = new Set<ts.Declaration>()
  const visit = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined
    const declaration = symbol?.declarations?.[0]
    if (symbol !== undefined && declaration !== undefined && symbol.flags & ts.SymbolFlags.Alias) {
      if (checker.getAliasedSymbol(symbol).declarations === undefined) found.add(declaration)
    }
    ts.forEachChild(node, visit)
  }
  visit(place)
  return found
}

function isModuleStatement(node: ts.Node): node is ts.ImportDeclaration | ts.ExportDeclaration {
  return ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
}
