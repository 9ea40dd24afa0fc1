import { ts } from 'ts-morph'
import { classChain } from './class-chain.js'
import type { Decoration } from './mycelia-exports.js'
import type { Reading } from './reading.js'
import { nameOf } from './source-position.js'
import { RESERVED_METHODS } from './wire-name.js'

/** A method that is decorated with `@rpc`, here or in a class that this one extends. */
export interface RpcMember {
  readonly name: string
  readonly node: ts.MethodDeclaration
  readonly decoration: Decoration
}

/** The methods that a service's class offers, its own first; what cannot be one is reported. */
export function findRpcMembers(
  service: ts.ClassLikeDeclaration,
  className: string,
  reading: Reading,
): readonly RpcMember[] {
  const found = new Map<string, RpcMember>()
  for (const node of classChain(service, reading.checker)) {
    for (const member of node.members) {
      const decoration = reading.mycelia.decorator(member, 'rpc')
      if (decoration === undefined) continue
      const name = memberName(member, reading.checker)
      const refusal = refusalOf(member, name)
      if (refusal !== undefined) {
        const text = name ?? nameOf(member).getText()
        reading.problems.add(nameOf(member), { where: `${className}.${text}`, ...refusal })
      } else if (name !== undefined && ts.isMethodDeclaration(member) && !found.has(name)) {
        found.set(name, { name, node: member, decoration })
      }
    }
  }
  return [...found.values()]
}

/** A member's name; undefined when it is private, a symbol, or computed when the program runs. */
function memberName({ name }: ts.ClassElement, checker: ts.TypeChecker): string | undefined {
  if (name === undefined || ts.isPrivateIdentifier(name)) return undefined
  if (!ts.isComputedPropertyName(name)) return name.text
  const type = checker.getTypeAtLocation(name.expression)
  return type.isStringLiteral() || type.isNumberLiteral() ? String(type.value) : undefined
}

interface Refusal {
  readonly message: string
  readonly hint: string
}

/** Why a decorated member cannot be called, if it cannot. */
function refusalOf(member: ts.ClassElement, name: string | undefined): Refusal | undefined {
  const flags = ts.getCombinedModifierFlags(member)
  if (!ts.isMethodDeclaration(member)) {
    const kind = ts.isAccessor(member) ? 'an accessor' : 'a field'
    return {
      message: `@rpc is on ${kind}, and only methods can be called`,
      hint: `write it as a method: \`${name ?? 'name'}() { ... }\``,
    }
  }
  if (ts.isPrivateIdentifier(member.name) || flags & ts.ModifierFlags.Private) {
    return { message: '@rpc is on a private method', hint: MAKE_PUBLIC }
  }
  if (flags & ts.ModifierFlags.Protected) {
    return { message: '@rpc is on a protected method', hint: MAKE_PUBLIC }
  }
  if (flags & ts.ModifierFlags.Static) {
    return {
      message: '@rpc is on a static method, and calls are answered by instances',
      hint: 'take `static` away',
    }
  }
  if (flags & ts.ModifierFlags.Abstract) {
    return {
      message: '@rpc is on an abstract method, and there is nothing to call',
      hint: 'move @rpc to the method that implements it',
    }
  }
  if (name === undefined) {
    return {
      message: '@rpc is on a method whose name is computed when the program runs',
      hint: 'write the name as it is',
    }
  }
  if (!RESERVED_METHODS.has(name)) return undefined
  return {
    message: `\`${name}\` cannot be the name of a method: clients, or JavaScript itself, use it`,
    hint: `call it something else; @rpc({ name: '${name}' }) keeps the name on the wire`,
  }
}

const MAKE_PUBLIC = 'make it public, or take @rpc away'
