import { ts } from 'ts-morph'
import type { Reading } from '../reading.js'

/** The types within a type that are classes of the user's which extend `ServiceError`. */
export function errorTypes(type: ts.Type, reading: Reading): readonly ts.Type[] {
  if (type.isUnionOrIntersection()) return type.types.flatMap((part) => errorTypes(part, reading))
  if (type.isTypeParameter()) {
    const constraint = reading.checker.getBaseConstraintOfType(type)
    return constraint === undefined ? [] : errorTypes(constraint, reading)
  }
  return isOwnError(type, reading) ? [type] : []
}

/** The types that an error's type extends, the nearest first, and the type itself before them. */
export function errorChain(type: ts.Type, reading: Reading): readonly ts.Type[] {
  const [base] = baseTypes(type, reading)
  return base === undefined ? [type] : [type, ...errorChain(base, reading)]
}

/** Whether an error is of a class, or of one that extends it. */
export function isErrorOf(type: ts.Type, base: ts.Type, reading: Reading): boolean {
  return errorChain(type, reading).some(({ symbol }) => symbol === base.symbol)
}

/** Whether a type says nothing of which error a value is. */
export function isAnyError(type: ts.Type, reading: Reading): boolean {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive))
    return true
  if (type.isUnionOrIntersection()) return type.types.some((part) => isAnyError(part, reading))
  return type.symbol?.name === 'Error' || isServiceError(type, reading)
}

/** A class of Mycelia itself: the base of all, or one that the runtime raises. */
export function isOfMycelia(type: ts.Type, { mycelia }: Reading): boolean {
  const declaration = classOf(type)
  return declaration !== undefined && mycelia.isMycelia(declaration.getSourceFile())
}

export function classOf(type: ts.Type): ts.ClassLikeDeclaration | undefined {
  return type.symbol?.declarations?.find(ts.isClassLike)
}

function isOwnError(type: ts.Type, reading: Reading): boolean {
  if (classOf(type) === undefined || isOfMycelia(type, reading)) return false
  return errorChain(type, reading).some((base) => isServiceError(base, reading))
}

function isServiceError(type: ts.Type, reading: Reading): boolean {
  return type.symbol?.name === 'ServiceError' && isOfMycelia(type, reading)
}

function baseTypes(type: ts.Type, { checker }: Reading): readonly ts.Type[] {
  if (!(type.flags & ts.TypeFlags.Object)) return []
  // Of an instance of a generic class the bases are those of the class, less its arguments.
  const { target } = type as ts.TypeReference
  const declared = (target as ts.Type | undefined) ?? type
  if (!declared.isClassOrInterface()) return []
  return checker
    .getBaseTypes(declared)
    .flatMap((base) => (base.isIntersection() ? base.types : base))
}
