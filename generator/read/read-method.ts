import type { Method, Type } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { checkSensitive, type NamedParameter } from './check-sensitive.js'
import type { DecoratedMember } from './decorated-members.js'
import { docOf } from './documentation.js'
import type { ErrorReader } from './errors/method-errors.js'
import { readParameters } from './read-parameters.js'
import type { Reading } from './reading.js'
import type { RpcMember } from './rpc-members.js'
import { readRpcOptions } from './rpc-options.js'
import { nameOf, positionOf } from './source-position.js'
import { mentionOf } from './types/mention.js'
import { itemNode } from './types/read-tuple.js'
import type { TypeReader } from './types/read-type.js'
import { isPlatformSymbol } from './types/unsupported-types.js'
import { fitsRoutingKey, METHOD_NAME, type Naming, toWireName } from './wire-name.js'

/** The service that a method is read for. */
export interface MethodOwner {
  readonly name: string
  readonly className: string
  readonly type: ts.InterfaceType
  readonly naming: Naming
}

/** Reads a decorated method as the service's class has it; undefined when that is not possible. */
export function readMethod(
  member: RpcMember,
  owner: MethodOwner,
  types: TypeReader,
  errorReader: ErrorReader,
  reading: Reading,
): Method | undefined {
  const { checker, problems, project } = reading
  const where = `${owner.className}.${member.name}`
  const before = problems.count
  const property = checker.getPropertyOfType(owner.type, member.name)
  if (property === undefined) throw new Error('instances of the class do not have it')
  const declaration = currentDeclaration(member, property)
  const signature = onlySignature(property, declaration, where, reading)
  if (signature === undefined) return undefined
  const options = readRpcOptions(member, where, reading)
  const wireName = options.name?.value ?? toWireName(member.name, owner.naming)
  checkWireName(wireName, member, owner, options.name?.node ?? nameOf(declaration), where, reading)
  const params = readParameters(
    { signature, declaration, where, options, naming: owner.naming },
    types,
    reading,
  )
  checkSensitive(options.sensitive, namedTypes(signature, params, checker), where, reading)
  const method: Method = {
    name: member.name,
    wireName,
    kind: 'unary',
    ...docOf(property, checker),
    params,
    result: readResult(signature, declaration, where, types, reading),
    ...(options.idempotent ? { idempotent: true } : {}),
    ...readErrors(errorReader.read(declaration, options.errors, where)),
    source: positionOf(nameOf(declaration), project.folder),
  }
  return problems.count === before ? method : undefined
}

/** Parameters by their names on the wire; the items of a rest parameter, whose names may be made up, by its own. */
export function namedTypes(
  { parameters }: ts.Signature,
  params: Method['params'],
  checker: ts.TypeChecker,
): readonly NamedParameter[] {
  return parameters.map((symbol, index) => {
    const isTakenApart = isTakenApartAlone(symbol)
    const param = params.find(({ name }, at) =>
      isTakenApart ? at === index : name === symbol.name,
    )
    return { name: param?.wireName ?? symbol.name, type: checker.getTypeOfSymbol(symbol) }
  })
}

/** Whether a parameter has no name of its own, and is no rest parameter. */
function isTakenApartAlone({ valueDeclaration: node }: ts.Symbol): boolean {
  return (
    node !== undefined &&
    ts.isParameter(node) &&
    !ts.isIdentifier(node.name) &&
    node.dotDotDotToken === undefined
  )
}

/** The decorated method, or the one that overrides it without being decorated again. */
export function currentDeclaration(
  { node }: DecoratedMember,
  property: ts.Symbol,
): ts.MethodDeclaration {
  const declarations = property.declarations?.filter(ts.isMethodDeclaration) ?? []
  return declarations.includes(node) ? node : (declarations[0] ?? node)
}

export function onlySignature(
  property: ts.Symbol,
  declaration: ts.MethodDeclaration,
  where: string,
  { checker, problems }: Reading,
): ts.Signature | undefined {
  const signatures = checker.getSignaturesOfType(
    checker.getTypeOfSymbol(property),
    ts.SignatureKind.Call,
  )
  const [signature] = signatures
  const declared = property.declarations?.filter(ts.isMethodDeclaration) ?? []
  if (signature === undefined || signatures.length > 1 || declared.length > 1) {
    problems.add(nameOf(declaration), {
      where,
      message: 'the method is overloaded, and what a caller may send would depend on the overload',
      hint: 'write one signature with a union or optional parameters, or methods with names of their own',
    })
    return undefined
  }
  const [parameter] = declaration.typeParameters ?? []
  if (signature.typeParameters !== undefined || parameter !== undefined) {
    problems.add(parameter ?? nameOf(declaration), {
      where,
      message: 'the method is generic, and types do not travel with a call',
      hint: 'write the types that it is called with, or a union of them',
    })
    return undefined
  }
  return signature
}

function checkWireName(
  wireName: string,
  { decorator }: RpcMember,
  owner: MethodOwner,
  node: ts.Node,
  where: string,
  { problems }: Reading,
): void {
  if (!METHOD_NAME.test(wireName)) {
    problems.add(node, {
      where,
      message: `'${wireName}' cannot be the name of a method on the wire`,
      hint: 'write a name without dots and spaces: a dot stands between service and method',
    })
  } else if (decorator === 'rpc' && !fitsRoutingKey(owner.name, wireName)) {
    problems.add(node, {
      where,
      message: `'${owner.name}.${wireName}' is longer than the 255 bytes that AMQP has for it`,
      hint: "write a shorter name: `@rpc({ name: '...' })`",
    })
  }
}

function readErrors(errors: readonly string[]): Pick<Method, 'errors'> {
  return errors.length === 0 ? {} : { errors }
}

export function readResult(
  signature: ts.Signature,
  declaration: ts.MethodDeclaration,
  where: string,
  types: TypeReader,
  { checker, program }: Reading,
): Type {
  const returned = checker.getReturnTypeOfSignature(signature)
  const awaited = awaitedType(returned, checker, program)
  // Of `Promise<A | B>` the order of the union is to be found within.
  const node = awaited === returned ? declaration.type : itemNode(declaration.type)
  const mention = mentionOf(where, undefined, declaration.type ?? nameOf(declaration), node)
  return types.read(awaited, mention)
}

/** What a caller gets who awaits it. The compiler's own way is slow and needed for thenables only. */
function awaitedType(type: ts.Type, checker: ts.TypeChecker, program: ts.Program): ts.Type {
  const [resolved] = isPromise(type, program) ? checker.getTypeArguments(type) : []
  if (resolved !== undefined) return awaitedType(resolved, checker, program)
  const parts = type.isUnion() ? type.types : [type]
  const isThenable = parts.some((part) => checker.getPropertyOfType(part, 'then') !== undefined)
  return isThenable ? (checker.getAwaitedType(type) ?? type) : type
}

function isPromise(type: ts.Type, program: ts.Program): type is ts.TypeReference {
  return type.symbol?.name === 'Promise' && isPlatformSymbol(type.symbol, program)
}
