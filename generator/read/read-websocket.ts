import type { Method } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { checkSensitive } from './check-sensitive.js'
import { findDecoratedMembers } from './decorated-members.js'
import type { ErrorReader } from './errors/method-errors.js'
import { currentDeclaration, type MethodOwner, namedTypes, readMethod } from './read-method.js'
import type { Reading } from './reading.js'
import type { RpcMember } from './rpc-members.js'
import { readRpcOptions } from './rpc-options.js'
import { nameOf } from './source-position.js'
import type { TypeReader } from './types/read-type.js'

/**
 * The methods of a service that are called over web sockets.
 * @param rpc Its RPC methods: one that is both has one name and one form in both ways.
 */
export function readWebSocket(
  service: ts.ClassLikeDeclaration,
  owner: MethodOwner,
  rpc: readonly Method[],
  types: TypeReader,
  errors: ErrorReader,
  reading: Reading,
): readonly Method[] {
  const byWireName = new Map<string, Method>()
  for (const found of findDecoratedMembers(service, owner.className, 'websocket', reading)) {
    const member = { ...found, decorator: 'websocket', decoration: found.decorations[0] } as const
    const isRpc = reading.mycelia.decorator(member.node, 'rpc') !== undefined
    const method = isRpc
      ? shared(member, owner, rpc, reading)
      : readMethod(member, owner, types, errors, reading)
    if (method === undefined) continue
    refuseRest(method, member, owner, reading)
    const other = byWireName.get(method.wireName)
    if (other === undefined) {
      byWireName.set(method.wireName, method)
    } else {
      reading.problems.add(nameOf(member.node), {
        where: `${owner.className}.${method.name}`,
        message: `the method is '${method.wireName}' on a web socket, and so is \`${other.name}\``,
        hint: "give one of them another name: `@websocket({ name: '...' })`",
      })
    }
  }
  return [...byWireName.values()]
}

/** A method that `@rpc` says it all of. What cannot be read of it is reported there. */
function shared(
  member: RpcMember,
  owner: MethodOwner,
  rpc: readonly Method[],
  reading: Reading,
): Method | undefined {
  const method = rpc.find(({ name }) => name === member.name)
  if (method === undefined) return undefined
  const where = `${owner.className}.${member.name}`
  const { name, params, sensitive } = readRpcOptions(member, where, reading)
  for (const [option, given] of Object.entries({ name, params })) {
    if (given === undefined) continue
    reading.problems.add(given.node, {
      where,
      message: `\`${option}\` is given in @websocket, and the method has @rpc, too`,
      hint: `write it in @rpc({ ${option}: ... }): it counts for both`,
    })
  }
  const { checker } = reading
  const property = checker.getPropertyOfType(owner.type, member.name)
  const type = property && checker.getTypeOfSymbol(property)
  const [signature] = type ? checker.getSignaturesOfType(type, ts.SignatureKind.Call) : []
  if (signature === undefined) return undefined
  checkSensitive(sensitive, namedTypes(signature, method.params, checker), where, reading)
  return method
}

/** Arguments come by their names, and a rest parameter has none to come by. */
function refuseRest(
  { params }: Method,
  member: RpcMember,
  owner: MethodOwner,
  { checker, problems }: Reading,
): void {
  const rest = params.find((param) => param.rest)
  if (rest === undefined) return
  const property = checker.getPropertyOfType(owner.type, member.name)
  const declaration = property ? currentDeclaration(member, property) : member.node
  problems.add(nameOf(declaration.parameters.at(-1) ?? declaration), {
    where: `${owner.className}.${member.name}`,
    message: `\`...${rest.name}\` takes any number of arguments, and those of a web socket come by name`,
    hint: `write one parameter with an array: \`${rest.name}: Item[]\``,
  })
}
