import { ts } from 'ts-morph'
import { positionOf } from '../source-position.js'
import type { TypeScope } from './type-scope.js'

/**
 * The properties of an object type in an order that depends on its declaration alone. Those of
 * mapped types the compiler may hold in the order in which it met the keys, anywhere in the
 * project; they are put in the order of the properties that they come from, or else of their names.
 */
export function propertiesOf(type: ts.Type, scope: TypeScope): readonly ts.Symbol[] {
  const { checker } = scope
  if (type.isIntersection()) {
    const parts = type.types.flatMap((part) => propertiesOf(part, scope))
    const names = new Set(parts.map((property) => property.name))
    return [...names].flatMap((name) => checker.getPropertyOfType(type, name) ?? [])
  }
  const properties = checker.getPropertiesOfType(type)
  if (!((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped)) return properties
  const keyed = properties.map((property) => ({ property, key: sortKey(property, scope) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return keyed.map(({ property }) => property)
}

/** Declared properties by their place, then the others by name. */
function sortKey(property: ts.Symbol, { reading }: TypeScope): string {
  const declaration = property.declarations?.[0]
  if (declaration === undefined) return `1 ${property.name}`
  const { file, line, column } = positionOf(declaration, reading.project.folder)
  return `0 ${file} ${String(line).padStart(7, '0')} ${String(column).padStart(7, '0')}`
}

/**
 * Whether a property is read-only, also by way of `Readonly<T>` or `as const`. The compiler keeps
 * that of properties that it has derived beside them, not in their declarations.
 */
export function isReadonly(property: ts.Symbol): boolean {
  const flags = checkFlags(property)
  if (flags & CHECK_FLAGS.readonly) return true
  if (isDerived(property)) return false
  return (property.declarations ?? []).some(
    (declaration) => ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly,
  )
}

/** Whether the compiler has made a property from another, as mapped types and intersections do. */
export function isDerived(property: ts.Symbol): boolean {
  return Boolean(checkFlags(property) & CHECK_FLAGS.derived)
}

/** Of the compiler's internal `CheckFlags`: `Readonly`; `SyntheticProperty` and `Mapped`. */
const CHECK_FLAGS = { readonly: 8, derived: 2 | 4 | 262144 }

function checkFlags(symbol: ts.Symbol): number {
  const { getCheckFlags } = ts as typeof ts & { getCheckFlags?: (symbol: ts.Symbol) => number }
  return getCheckFlags?.(symbol) ?? 0
}
