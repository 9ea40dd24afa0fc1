import type { ErrorDefinition } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { docOf } from '../documentation.js'
import type { Reading } from '../reading.js'
import { nameOf, positionOf } from '../source-position.js'
import { declaredName } from '../types/declared-type.js'
import { mentionOf } from '../types/mention.js'
import type { TypeReader } from '../types/read-type.js'
import { readErrorStatics } from './error-statics.js'
import { classOf, errorChain, isOfMycelia } from './error-type.js'

/**
 * Reads the class of an error. What cannot be read is reported.
 * @param thrown Where it is thrown or declared.
 * @param extended The code of the error that its class extends.
 */
export function readError(
  type: ts.Type,
  thrown: ts.Node,
  extended: string | undefined,
  types: TypeReader,
  reading: Reading,
): ErrorDefinition | undefined {
  const declaration = classOf(type)
  const className = declaredName(type.symbol)
  if (declaration === undefined || className === undefined) {
    reading.problems.add(thrown, {
      message: 'the class of the error has no name, and callers know it by that',
      hint: 'write it as a declaration with a name: `export class OutOfStock extends ServiceError`',
    })
    return undefined
  }
  const statics = readErrorStatics(type, className, reading)
  if (statics === undefined) return undefined
  const place = reading.isOwn(declaration) ? nameOf(declaration) : thrown
  const { code, ...others } = statics
  const properties = types.readFields(
    dataOf(type, reading),
    mentionOf(className, className, place, undefined),
  )
  return {
    code,
    className,
    ...others,
    ...(extended === undefined ? {} : { extends: extended }),
    ...(properties.length === 0 ? {} : { data: { kind: 'object', properties } }),
    ...docOf(type.symbol, reading.checker),
    source: positionOf(place, reading.project.folder),
  }
}

/** The public fields of an error, less those that every `ServiceError` has. */
function dataOf(type: ts.Type, reading: Reading): readonly ts.Symbol[] {
  const { checker } = reading
  const base = errorChain(type, reading).find(
    ({ symbol }) => symbol.name === 'ServiceError' && isMyceliaSymbol(symbol, reading),
  )
  const common = new Set(base && checker.getPropertiesOfType(base).map(({ name }) => name))
  return checker.getPropertiesOfType(type).filter((property) => {
    if (common.has(property.name) || property.flags & BEHAVIOUR) return false
    const { valueDeclaration } = property
    if (valueDeclaration === undefined) return true
    const name = ts.getNameOfDeclaration(valueDeclaration)
    if (name !== undefined && ts.isPrivateIdentifier(name)) return false
    return !(ts.getCombinedModifierFlags(valueDeclaration) & HIDDEN)
  })
}

const BEHAVIOUR = ts.SymbolFlags.Method | ts.SymbolFlags.Accessor
const HIDDEN = ts.ModifierFlags.Private | ts.ModifierFlags.Protected

function isMyceliaSymbol({ declarations = [] }: ts.Symbol, { mycelia }: Reading): boolean {
  return declarations.some((node) => mycelia.isMycelia(node.getSourceFile()))
}

/** The class that an error's class extends, if callers can know it: one of the user's, not generic. */
export function extendedError(type: ts.Type, reading: Reading): ts.Type | undefined {
  const [, base] = errorChain(type, reading)
  if (base === undefined || isOfMycelia(base, reading)) return undefined
  return classOf(base)?.typeParameters === undefined ? base : undefined
}
