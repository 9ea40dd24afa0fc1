import type { ObjectType, Property, RecordType, Type } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { docOf } from '../documentation.js'
import { nameOf } from '../source-position.js'
import { isNeverThere, refuseClass, refuseForeign, withoutBehaviour } from './behaviour.js'
import { type SupportedBuiltin, supportedBuiltin } from './builtin-types.js'
import { constrain } from './constraints.js'
import { declaredName } from './declared-type.js'
import { type Mention, partOf, propertyStep } from './mention.js'
import { isDerived, isReadonly, propertiesOf } from './properties.js'
import { readArrayShaped } from './read-array-shaped.js'
import { readUnion } from './read-union.js'
import type { TypeScope } from './type-scope.js'
import { type Unsupported, unsupportedType } from './unsupported-types.js'

/** Everything that the compiler holds as an object and that is neither array nor tuple. */
export function readObject(type: ts.Type, mention: Mention, scope: TypeScope): Type {
  const { checker, reading } = scope
  const symbol = type.symbol as ts.Symbol | undefined
  const builtin = symbol && supportedBuiltin(symbol, reading.program)
  if (builtin !== undefined) return readBuiltin(builtin, type, mention, scope)
  const array = readArrayShaped(type, mention, scope)
  if (array !== undefined) return array
  const unsupported = unsupportedBase(type, scope)
  if (unsupported !== undefined) return scope.refuse(mention, unsupported.what, unsupported.hint)
  if (isCallable(type, checker)) return scope.refuse(mention, ...FUNCTION)
  if (mention.around.includes(type)) return scope.refuse(mention, ...CIRCLE)
  const properties = propertiesOf(type, scope).filter((property) => !isNeverThere(property, scope))
  const refused =
    refuseClass(type, properties, mention, scope) ?? refuseForeign(properties, mention, scope)
  if (refused !== undefined) return refused
  const data = withoutBehaviour(properties, mention, scope)
  return readProperties(data, type, { ...mention, around: [...mention.around, type] }, scope)
}

/** What comes with the language or the platform and has a JSON form. */
function readBuiltin(
  name: SupportedBuiltin,
  type: ts.Type,
  mention: Mention,
  scope: TypeScope,
): Type {
  if (name !== 'Set' && name !== 'Map') return { kind: 'builtin', name }
  const nodes =
    mention.typeNode && ts.isTypeReferenceNode(mention.typeNode)
      ? mention.typeNode.typeArguments
      : undefined
  const [first, second] = scope.checker
    .getTypeArguments(type as ts.TypeReference)
    .map((part, index) => scope.read(part, partOf(mention, '[]', nodes?.[index])))
  return name === 'Set'
    ? { kind: 'set', items: first! }
    : { kind: 'map', key: first!, value: second! }
}

const FUNCTION = [
  'is a function, and functions cannot travel',
  'leave it out of the type, or send what it returns',
] as const

const CIRCLE = ['contains itself and has no name', 'declare an interface for it'] as const

function readProperties(
  symbols: readonly ts.Symbol[],
  type: ts.Type,
  mention: Mention,
  scope: TypeScope,
): ObjectType | RecordType {
  const properties = symbols.map((symbol) => readProperty(symbol, mention, scope))
  const index = readIndex(type, mention, scope)
  if (index === undefined) return { kind: 'object', properties }
  if (properties.length === 0) return { kind: 'record', ...index }
  if (index.key.kind === 'string') return { kind: 'object', properties, index: index.value }
  scope.refuse(
    mention,
    'has keys of a pattern beside named properties, which is not supported yet',
    'put them into an object of their own',
  )
  return { kind: 'object', properties }
}

/** Properties that are no methods, and have names; what else they are is reported. */
export function readFields(
  symbols: readonly ts.Symbol[],
  mention: Mention,
  scope: TypeScope,
): readonly Property[] {
  const data = withoutBehaviour(symbols, mention, scope)
  return data.map((symbol) => readProperty(symbol, mention, scope))
}

function readProperty(symbol: ts.Symbol, mention: Mention, scope: TypeScope): Property {
  const { checker, reading } = scope
  const { name } = symbol
  const declaration = symbol.declarations?.find((node) => reading.isOwn(node))
  const part = partOf(
    mention,
    propertyStep(name),
    writtenType(symbol),
    declaration === undefined ? mention.node : nameOf(declaration),
  )
  const optional = Boolean(symbol.flags & ts.SymbolFlags.Optional)
  const type = checker.getTypeOfSymbol(symbol)
  if (name === '__proto__') {
    scope.refuse(part, 'has a name that changes what the object is', 'call it something else')
  }
  return {
    name,
    type: constrain(
      optional ? readUnion(type, part, scope, { optional: 'property' }) : scope.read(type, part),
      symbol.declarations,
      part,
      scope,
      { derived: isDerived(symbol) },
    ),
    ...(optional ? { optional: true } : {}),
    ...(isReadonly(symbol) ? { readonly: true } : {}),
    ...docOf(symbol, checker),
  }
}

/** The type as it was declared, if it was. */
function writtenType(symbol: ts.Symbol): ts.TypeNode | undefined {
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0]
  return declaration !== undefined &&
    (ts.isPropertySignature(declaration) ||
      ts.isPropertyDeclaration(declaration) ||
      ts.isParameter(declaration))
    ? declaration.type
    : undefined
}

/** What properties that are not named are: those of `[key: string]`, which takes in all others. */
function readIndex(
  type: ts.Type,
  mention: Mention,
  scope: TypeScope,
): Omit<RecordType, 'kind'> | undefined {
  const infos = scope.checker.getIndexInfosOfType(type)
  const info = infos.find(({ keyType }) => isText(keyType)) ?? infos[0]
  if (info === undefined) return undefined
  const node = ownDeclaration(info, scope) ?? mention.node
  const part = partOf(mention, '[key]', info.declaration?.type, node)
  const value = scope.read(info.type, part)
  if (isText(info.keyType)) return { key: { kind: 'string' }, value }
  const place = { ...part, steps: mention.steps, typeNode: undefined }
  if (info.keyType.flags & ts.TypeFlags.ESSymbolLike || infos.length > 1) {
    const key = scope.checker.typeToString(info.keyType)
    const what = infos.length > 1 ? 'of several patterns' : `of type \`${key}\``
    scope.refuse(
      place,
      `has keys ${what}, which are not supported`,
      'write `Record<string, V>`: keys travel as strings',
    )
    return { key: { kind: 'string' }, value }
  }
  return { key: scope.read(info.keyType, place), value }
}

function isText({ flags }: ts.Type): boolean {
  return Boolean(flags & (ts.TypeFlags.String | ts.TypeFlags.Intersection))
}

function ownDeclaration(info: ts.IndexInfo, scope: TypeScope): ts.Node | undefined {
  const { declaration } = info
  return declaration !== undefined && scope.reading.isOwn(declaration) ? declaration : undefined
}

function isCallable(type: ts.Type, checker: ts.TypeChecker): boolean {
  return [ts.SignatureKind.Call, ts.SignatureKind.Construct].some(
    (kind) => checker.getSignaturesOfType(type, kind).length > 0,
  )
}

/** Why a type cannot travel that is a built-in one, or extends one. */
function unsupportedBase(type: ts.Type, scope: TypeScope): Unsupported | undefined {
  const { checker, reading } = scope
  const symbol = type.symbol as ts.Symbol | undefined
  const own = symbol && unsupportedType(symbol, reading.program)
  if (own !== undefined) return own
  const base = baseTypes(type, checker).find(
    (candidate) =>
      checker.isArrayType(candidate) ||
      (candidate.symbol && supportedBuiltin(candidate.symbol, reading.program)) ||
      unsupportedBase(candidate, scope) !== undefined,
  )
  return (
    base && {
      what: `extends ${declaredName(base.symbol)}, and what extends a built-in type cannot travel`,
      hint: 'write an interface of the fields that the other side needs',
    }
  )
}

function baseTypes(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  const { objectFlags } = type as ts.ObjectType
  if (!(type.flags & ts.TypeFlags.Object)) return []
  if (objectFlags & ts.ObjectFlags.Reference) {
    return baseTypesOf((type as ts.TypeReference).target, checker)
  }
  return baseTypesOf(type, checker)
}

function baseTypesOf(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  return type.isClassOrInterface() ? checker.getBaseTypes(type) : []
}
