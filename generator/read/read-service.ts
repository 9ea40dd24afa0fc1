import type { Contract, Method } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { classSymbol, instanceType } from './class-chain.js'
import { docOf } from './documentation.js'
import { createErrorReader, type ErrorReader } from './errors/method-errors.js'
import { exactly } from './exactly.js'
import { isAbstract, type ServiceClass } from './find-services.js'
import { bindRoutes } from './http/bind-routes.js'
import { readHttp } from './http/read-http.js'
import { refuseTakenMembers } from './http/refuse-taken-members.js'
import { argumentOf, literalOf } from './literal-argument.js'
import { readConsumers } from './read-consumers.js'
import { readEvents } from './read-events.js'
import { readHandlers } from './read-handlers.js'
import { readInjects } from './read-injects.js'
import { type MethodOwner, readMethod } from './read-method.js'
import { readTimers } from './read-timers.js'
import { readWebSocket } from './read-websocket.js'
import type { Reading } from './reading.js'
import { findRpcMembers } from './rpc-members.js'
import { readNaming, rejectsExcess } from './service-options.js'
import { nameOf, positionOf } from './source-position.js'
import { createTypeReader, type TypeReader } from './types/read-type.js'
import { SERVICE_NAME, suggestedName } from './wire-name.js'

/** A contract, and where its service's name stands. */
export interface ReadService {
  readonly contract: Contract
  readonly nameNode: ts.Node
}

/**
 * Reads a service. What cannot be read is reported and left out.
 * @returns undefined when the service or its class has no name.
 */
export function readService(service: ServiceClass, reading: Reading): ReadService | undefined {
  const where = service.node.name?.text
  return safely(nameOf(service.node), where, reading, () => readClass(service, reading))
}

function readClass(service: ServiceClass, reading: Reading): ReadService | undefined {
  const { checker, project } = reading
  const className = checkClass(service, reading)
  const name = readName(service, className, reading)
  const naming = readNaming(service, className, reading)
  if (className === undefined || name === undefined) return undefined
  const owner = { name: name.value, className, type: instanceType(service.node, checker), naming }
  const types = createTypeReader(reading)
  const errors = createErrorReader(owner, service.node, types, reading)
  const methods = readMethods(service, owner, types, errors, reading)
  const events = readEvents(service.node, owner, types, reading)
  const handlers = readHandlers(service.node, owner, types, reading)
  const consumers = readConsumers(service.node, owner, types, reading)
  const timers = readTimers(service.node, owner, reading)
  const websocket = readWebSocket(service.node, owner, methods, types, errors, reading)
  const called = [...methods, ...websocket]
  const drafts = readHttp(service.node, owner, { types, errors, methods: called }, reading)
  const declaredErrors = errors.finish()
  const named = types.finish()
  const http = bindRoutes(drafts, named, reading)
  refuseTakenMembers(drafts, declaredErrors, reading)
  const policy = rejectsExcess(service, className, reading) ? exactly : <T>(part: T): T => part
  const contract: Contract = {
    format: 1,
    service: name.value,
    className,
    ...docOf(classSymbol(service.node, checker), checker),
    source: positionOf(nameOf(service.node), project.folder),
    methods: policy(methods),
    types: policy(named),
    errors: declaredErrors,
    events,
    handlers: policy(handlers),
    ...(consumers.length === 0 ? {} : { consumers: policy(consumers) }),
    ...(timers.length === 0 ? {} : { timers }),
    ...(http.length === 0 ? {} : { http: policy(http) }),
    ...(websocket.length === 0 ? {} : { websocket: policy(websocket) }),
    injects: readInjects(service.node, className, reading),
  }
  return { contract, nameNode: name.node }
}

/** The class's name; undefined, and reported, when it has none or nothing can import or make it. */
function checkClass({ node, decoration }: ServiceClass, reading: Reading): string | undefined {
  const name = node.name?.text
  const report = (place: ts.Node, message: string, hint: string) => {
    reading.problems.add(place, { where: name, message, hint })
  }
  if (name === undefined || !ts.isClassDeclaration(node)) {
    report(
      decoration.node,
      'the class of a service has no name that it can be imported by',
      'write it as a declaration with a name: `export class GreetingService { ... }`',
    )
    return undefined
  }
  if (!isExported(node, reading)) {
    report(
      nameOf(node),
      'the class is not exported under its name, and generated code imports it',
      `write \`export class ${name}\``,
    )
  }
  if (isAbstract(node)) {
    report(nameOf(node), 'the class is abstract, and calls need instances', 'take `abstract` away')
  }
  const [parameter] = node.typeParameters ?? []
  if (parameter !== undefined) {
    report(parameter, 'the class is generic', 'write the types in place of its type parameters')
  }
  const taken = constructorParameter(node, reading)
  if (taken !== undefined) {
    report(
      taken,
      'the constructor takes arguments, and instances are made without',
      'inject what it needs in field initialisers: `private readonly log = inject(Log)`',
    )
  }
  return name
}

function isExported(node: ts.ClassDeclaration, { checker }: Reading): boolean {
  const module = checker.getSymbolAtLocation(node.getSourceFile())
  const symbol = classSymbol(node, checker)
  if (module === undefined || symbol === undefined) return false
  return checker.getExportsOfModule(module).some((exported) => {
    const isAlias = exported.flags & ts.SymbolFlags.Alias
    const target = isAlias ? checker.getAliasedSymbol(exported) : exported
    return exported.name === node.name?.text && target.declarations?.includes(node)
  })
}

function constructorParameter(
  node: ts.ClassDeclaration,
  { checker }: Reading,
): ts.Node | undefined {
  const symbol = classSymbol(node, checker)
  if (symbol === undefined) return undefined
  const type = checker.getTypeOfSymbolAtLocation(symbol, node)
  const signatures = checker.getSignaturesOfType(type, ts.SignatureKind.Construct)
  for (const { declaration } of signatures) {
    const needed = declaration?.parameters.find(
      (parameter): parameter is ts.ParameterDeclaration =>
        ts.isParameter(parameter) &&
        parameter.questionToken === undefined &&
        parameter.initializer === undefined &&
        parameter.dotDotDotToken === undefined,
    )
    if (needed !== undefined) return needed
  }
  return undefined
}

function readName(
  { node, decoration }: ServiceClass,
  className: string | undefined,
  { checker, problems }: Reading,
): { readonly value: string; readonly node: ts.Node } | undefined {
  const where = className
  const hint = `write its name as a literal: @service('${suggestedName(node.name?.text)}')`
  const [given] = decoration.call?.arguments ?? []
  if (given === undefined) {
    problems.add(decoration.node, { where, message: 'the service has no name', hint })
    return undefined
  }
  const value = literalOf(argumentOf(given, checker), checker)
  if (typeof value !== 'string') {
    const message = 'the name of the service is not known before the program runs'
    problems.add(given, { where, message, hint })
    return undefined
  }
  if (!SERVICE_NAME.test(value)) {
    problems.add(given, {
      where,
      message: `'${value}' cannot be the name of a service`,
      hint: 'write letters, digits, `_` and `-`, and no digit or `-` first',
    })
    return undefined
  }
  return { value, node: given }
}

function readMethods(
  service: ServiceClass,
  owner: MethodOwner,
  types: TypeReader,
  errors: ErrorReader,
  reading: Reading,
): readonly Method[] {
  const byWireName = new Map<string, Method>()
  for (const member of findRpcMembers(service.node, owner.className, reading)) {
    const where = `${owner.className}.${member.name}`
    const method = safely(nameOf(member.node), where, reading, () =>
      readMethod(member, owner, types, errors, reading),
    )
    if (method === undefined) continue
    const other = byWireName.get(method.wireName)
    if (other === undefined) {
      byWireName.set(method.wireName, method)
    } else {
      reading.problems.add(nameOf(member.node), {
        where: `${owner.className}.${method.name}`,
        message: `the method is '${method.wireName}' on the wire, and so is \`${other.name}\``,
        hint: "give one of them another name: `@rpc({ name: '...' })`",
      })
    }
  }
  return [...byWireName.values()]
}

/** The compiler can fail on code that does not compile; that code is to blame then, not the run. */
function safely<T>(
  node: ts.Node,
  where: string | undefined,
  { problems }: Reading,
  read: () => T,
): T | undefined {
  try {
    return read()
  } catch (error) {
    problems.add(node, {
      where,
      message: `the compiler failed on its types: ${(error as Error).message}`,
      hint: 'see what `npx tsc --noEmit` says of it, and write its types in simpler terms',
    })
    return undefined
  }
}
