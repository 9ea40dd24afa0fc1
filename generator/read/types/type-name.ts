import { ts } from 'ts-morph'
import { supportedBuiltin } from './builtin-types.js'
import { type DeclaredType, declaredName, declaredType } from './declared-type.js'

/**
 * The name of a named type: its own, `PageOfOrder` of an instantiated generic one. Where an
 * argument has no name to be told by, the generic type's own.
 */
export function typeName(
  declared: DeclaredType,
  checker: ts.TypeChecker,
  program: ts.Program,
): string {
  const name = declaredName(declared.symbol) ?? declared.symbol.name
  const parts = givenArguments(declared, checker).map((type) =>
    argumentName(type, checker, program, 0),
  )
  return parts.length === 0 || parts.includes(undefined) ? name : `${name}Of${parts.join('And')}`
}

/** The name with that of the namespaces around it: for two types of one name. */
export function qualifiedName(symbol: ts.Symbol, name: string): string {
  const names: string[] = []
  let node: ts.Node | undefined = symbol.declarations?.[0]?.parent
  for (; node !== undefined; node = node.parent) {
    if (ts.isModuleDeclaration(node) && ts.isIdentifier(node.name)) names.unshift(node.name.text)
  }
  return [...names, name].join('')
}

/** Type arguments less those at the end that are the parameters' defaults. */
function givenArguments(declared: DeclaredType, checker: ts.TypeChecker): readonly ts.Type[] {
  let count = declared.arguments.length
  while (count > 0) {
    const parameter = declared.parameters[count - 1]
    const preset = parameter && checker.getDefaultFromTypeParameter(parameter)
    if (preset === undefined || preset !== declared.arguments[count - 1]) break
    count--
  }
  return declared.arguments.slice(0, count)
}

/** How many arguments deep a name tells. */
const DEEPEST_NAME = 3

/** How many members of a union a name tells. */
const MOST_MEMBERS = 3

function argumentName(
  type: ts.Type,
  checker: ts.TypeChecker,
  program: ts.Program,
  depth: number,
): string | undefined {
  if (depth > DEEPEST_NAME) return undefined
  const nameInside = (inner: ts.Type | undefined) =>
    inner && argumentName(inner, checker, program, depth + 1)
  const declared = declaredType(type, checker, program)
  if (declared !== undefined) {
    const name = typeName({ ...declared, arguments: [] }, checker, program)
    const parts = givenArguments(declared, checker).map(nameInside)
    if (parts.includes(undefined)) return undefined
    return parts.length === 0 ? name : `${name}Of${parts.join('And')}`
  }
  if (type.isStringLiteral()) return pascalCase(type.value)
  if (type.isNumberLiteral()) return pascalCase(String(type.value))
  if (type.flags & (NAMED_BY_KEYWORD | ts.TypeFlags.BooleanLiteral)) {
    return pascalCase(checker.typeToString(type))
  }
  if (checker.isArrayType(type)) {
    const [items] = checker.getTypeArguments(type as ts.TypeReference)
    const name = nameInside(items)
    return name && `${name}Array`
  }
  if (type.isUnion() && type.types.length <= MOST_MEMBERS) {
    // The compiler's own order depends on what it has met before.
    const parts = type.types.map(nameInside)
    return parts.includes(undefined) ? undefined : parts.sort().join('Or')
  }
  const builtin = type.symbol && supportedBuiltin(type.symbol, program)
  if (builtin !== 'Set' && builtin !== 'Map') return builtin?.replace('Temporal.', '')
  const parts = checker.getTypeArguments(type as ts.TypeReference).map(nameInside)
  return parts.includes(undefined) ? undefined : `${builtin}Of${parts.join('And')}`
}

const NAMED_BY_KEYWORD =
  ts.TypeFlags.String |
  ts.TypeFlags.Number |
  ts.TypeFlags.Boolean |
  ts.TypeFlags.BigInt |
  ts.TypeFlags.Null |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Void |
  ts.TypeFlags.Unknown |
  ts.TypeFlags.Any |
  ts.TypeFlags.Never

/** Undefined of what makes no part of an identifier. */
function pascalCase(text: string): string | undefined {
  const words = text.split(/[\s_-]+/).filter((word) => word !== '')
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return /^[\p{ID_Continue}$]{1,40}$/u.test(name) ? name : undefined
}
