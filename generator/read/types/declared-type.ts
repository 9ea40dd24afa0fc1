import { ts } from 'ts-morph'
import { supportedBuiltin } from './builtin-types.js'
import { recursiveAlias } from './recursive-alias.js'
import { isPlatformSymbol, unsupportedType } from './unsupported-types.js'

/** A type that was declared under a name. */
export interface DeclaredType {
  readonly form: 'alias' | 'interface' | 'enum'
  readonly symbol: ts.Symbol
  /** Its type parameters, and what they stand for here, as far as that is known. */
  readonly parameters: readonly ts.Type[]
  readonly arguments: readonly ts.Type[]
}

/**
 * How a type was declared; undefined of types that have no name of their own, whose name says less
 * than what it stands for (`Partial<Order>`, `Maybe<string>`), or that are built in.
 */
export function declaredType(
  type: ts.Type,
  checker: ts.TypeChecker,
  program: ts.Program,
): DeclaredType | undefined {
  const alias = declaredAlias(type, checker, program)
  if (alias !== undefined) return alias
  if (type.flags & ts.TypeFlags.EnumLike) return declaredEnum(type, checker)
  if (!(type.flags & ts.TypeFlags.Object)) return undefined
  if (checker.isArrayType(type) || checker.isTupleType(type)) return undefined
  return declaredInterface(type, checker, program) ?? declaredByCondition(type, checker)
}

function declaredByCondition(type: ts.Type, checker: ts.TypeChecker): DeclaredType | undefined {
  const declaration = recursiveAlias(type, checker)
  const symbol = declaration && checker.getSymbolAtLocation(declaration.name)
  if (symbol === undefined) return undefined
  // What the parameters stand for here is not to be had from the compiler.
  return { form: 'alias', symbol, parameters: parametersOf(symbol, checker), arguments: [] }
}

function declaredAlias(
  type: ts.Type,
  checker: ts.TypeChecker,
  program: ts.Program,
): DeclaredType | undefined {
  const symbol = type.aliasSymbol
  if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.TypeAlias)) return undefined
  if (isPlatformSymbol(symbol, program)) return undefined
  const given = type.aliasTypeArguments ?? []
  if (isArgumentOrNothing(type, given)) return undefined
  return { form: 'alias', symbol, parameters: parametersOf(symbol, checker), arguments: given }
}

function parametersOf(symbol: ts.Symbol, checker: ts.TypeChecker): readonly ts.Type[] {
  const parameters = aliasDeclaration(symbol)?.typeParameters ?? []
  return parameters.map((parameter) => checker.getTypeAtLocation(parameter))
}

export function aliasDeclaration(symbol: ts.Symbol): ts.TypeAliasDeclaration | undefined {
  return symbol.declarations?.find(ts.isTypeAliasDeclaration)
}

/** `type Maybe<T> = T | null`. */
function isArgumentOrNothing(type: ts.Type, given: readonly ts.Type[]): boolean {
  if (!type.isUnion()) return false
  const rest = type.types.filter((part) => !(part.flags & NOTHING))
  return given.some((argument) => {
    const parts = argument.isUnion() ? argument.types : [argument]
    return parts.length === rest.length && parts.every((part) => rest.includes(part))
  })
}

const NOTHING = ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void

/** A whole enum: one of its members alone is a literal. */
function declaredEnum(type: ts.Type, checker: ts.TypeChecker): DeclaredType | undefined {
  const symbol = enumSymbol(type, checker)
  return symbol !== undefined && checker.getDeclaredTypeOfSymbol(symbol) === type
    ? { form: 'enum', symbol, parameters: [], arguments: [] }
    : undefined
}

/** The enum that a type, or a member of it, is declared by. */
export function enumSymbol(type: ts.Type, checker: ts.TypeChecker): ts.Symbol | undefined {
  const symbol = type.symbol as ts.Symbol | undefined
  const declaration = symbol?.valueDeclaration
  return declaration !== undefined && ts.isEnumMember(declaration)
    ? checker.getSymbolAtLocation(declaration.parent.name)
    : symbol
}

function declaredInterface(
  type: ts.Type,
  checker: ts.TypeChecker,
  program: ts.Program,
): DeclaredType | undefined {
  const symbol = type.symbol as ts.Symbol | undefined
  if (symbol === undefined || (!type.isClassOrInterface() && !isReference(type))) return undefined
  if (!(symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class))) return undefined
  if (declaredName(symbol) === undefined || isBuiltin(symbol, program)) return undefined
  const parameters = isReference(type) ? (type.target.typeParameters ?? []) : []
  const given = isReference(type) ? checker.getTypeArguments(type) : []
  return {
    form: 'interface',
    symbol,
    parameters,
    arguments: given.slice(0, parameters.length),
  }
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return Boolean(
    type.flags & ts.TypeFlags.Object &&
      (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference,
  )
}

/** The name that a declaration gives itself; undefined of `export default class {}`. */
export function declaredName(symbol: ts.Symbol): string | undefined {
  const names = symbol.declarations?.map((declaration) => ts.getNameOfDeclaration(declaration))
  const name = names?.find((node) => node !== undefined)
  return name !== undefined && ts.isIdentifier(name) ? name.text : undefined
}

/** Whether it is a type that the contract has a form for, or for which none can be had. */
function isBuiltin(symbol: ts.Symbol, program: ts.Program): boolean {
  return (
    supportedBuiltin(symbol, program) !== undefined ||
    unsupportedType(symbol, program) !== undefined
  )
}
