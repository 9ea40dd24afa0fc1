import type { Type } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { nameOf } from '../source-position.js'
import { type Mention, partOf, propertyStep } from './mention.js'
import type { TypeScope } from './type-scope.js'

const BEHAVIOUR = ts.SymbolFlags.Method | ts.SymbolFlags.GetAccessor | ts.SymbolFlags.SetAccessor

const SEND_DATA = 'write an interface of its data, and send an object of that'

/** Refuses a class that is more than its public data: only that arrives at the other side. */
export function refuseClass(
  type: ts.Type,
  properties: readonly ts.Symbol[],
  mention: Mention,
  scope: TypeScope,
): Type | undefined {
  const symbol = type.symbol as ts.Symbol | undefined
  if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Class)) return undefined
  const behaviour = properties.filter((property) => property.flags & BEHAVIOUR)
  const hidden = properties.filter(isHidden)
  const reason =
    behaviour.length > 0
      ? `methods or accessors (${list(behaviour)})`
      : hidden.length > 0
        ? `members that are not public (${list(hidden)})`
        : undefined
  if (reason === undefined) return undefined
  return scope.refuse(mention, `is a class with ${reason}: only data travels`, SEND_DATA)
}

/** Refuses a type with methods that is not the user's own: in one, however many there are. */
export function refuseForeign(
  properties: readonly ts.Symbol[],
  mention: Mention,
  scope: TypeScope,
): Type | undefined {
  const foreign = properties.filter(
    (property) =>
      (isMethod(property, scope) || isSymbolKey(property)) &&
      ownName(property, scope) === undefined,
  )
  if (foreign.length === 0) return undefined
  const what = `has methods (${list(foreign)}): only data travels`
  return scope.refuse(mention, what, SEND_DATA)
}

/** What is left when methods and symbols as keys have been refused, each at its place. */
export function withoutBehaviour(
  properties: readonly ts.Symbol[],
  mention: Mention,
  scope: TypeScope,
): readonly ts.Symbol[] {
  return properties.filter((property) => {
    const node = ownName(property, scope) ?? mention.node
    if (isSymbolKey(property)) {
      const what = 'has a symbol as a key, and symbols cannot travel'
      scope.refuse({ ...mention, node }, what, 'give the property a name')
      return false
    }
    if (!isMethod(property, scope)) return true
    scope.refuse(
      partOf(mention, propertyStep(property.name), undefined, node),
      'is a function, and functions cannot travel',
      'leave it out of the type, and send data only',
    )
    return false
  })
}

/** A symbol as a key under which there is nothing: `{ [empty]?: never }` is how `{}` is meant. */
export function isNeverThere(property: ts.Symbol, { checker }: TypeScope): boolean {
  if (!isSymbolKey(property) || !(property.flags & ts.SymbolFlags.Optional)) return false
  return Boolean(
    checker.getTypeOfSymbol(property).flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Never),
  )
}

function isSymbolKey(property: ts.Symbol): boolean {
  return String(property.escapedName).startsWith('__@')
}

/** Where a property is declared, if that is in a file of the user's. */
function ownName(property: ts.Symbol, { reading }: TypeScope): ts.Node | undefined {
  const declaration = property.declarations?.find((node) => reading.isOwn(node))
  return declaration && nameOf(declaration)
}

function isMethod(property: ts.Symbol, { checker }: TypeScope): boolean {
  if (property.flags & ts.SymbolFlags.Method) return true
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(property))
  return checker.getSignaturesOfType(type, ts.SignatureKind.Call).length > 0
}

function isHidden({ valueDeclaration }: ts.Symbol): boolean {
  if (valueDeclaration === undefined) return false
  const name = ts.getNameOfDeclaration(valueDeclaration)
  const flags = ts.getCombinedModifierFlags(valueDeclaration)
  return (
    (name !== undefined && ts.isPrivateIdentifier(name)) ||
    Boolean(flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected))
  )
}

function list(properties: readonly ts.Symbol[]): string {
  const names = properties.map(displayName)
  return names.length > 3 ? `${names.slice(0, 3).join(', ')}, ...` : names.join(', ')
}

function displayName({ name, declarations }: ts.Symbol): string {
  const node = declarations?.[0] && ts.getNameOfDeclaration(declarations[0])
  return node === undefined ? name : node.getText()
}
