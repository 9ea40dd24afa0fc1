import { ts } from 'ts-morph'
import { classChain } from './class-chain.js'
import type { Decoration } from './mycelia-exports.js'
import type { Reading } from './reading.js'
import { nameOf } from './source-position.js'

/** The decorators that make Mycelia call a method. */
export type EntrypointDecorator = 'rpc' | 'on' | 'consume' | 'timer' | 'http' | 'websocket'

export const ENTRYPOINT_DECORATORS: readonly EntrypointDecorator[] = [
  'rpc',
  'on',
  'consume',
  'timer',
  'http',
  'websocket',
]

/** A decorated method, here or in a class that this one extends. */
export interface DecoratedMember {
  readonly name: string
  readonly node: ts.MethodDeclaration
  /** At least one. */
  readonly decorations: readonly [Decoration, ...Decoration[]]
}

/** Why a member cannot be called. */
export interface MemberRefusal {
  readonly message: string
  readonly hint: string
}

/**
 * The methods of a service that have a decorator, its own first; what cannot be one is reported.
 * @param refuseName What else speaks against a name, if anything does.
 */
export function findDecoratedMembers(
  service: ts.ClassLikeDeclaration,
  className: string,
  decorator: EntrypointDecorator,
  reading: Reading,
  refuseName: (name: string) => MemberRefusal | undefined = () => undefined,
): readonly DecoratedMember[] {
  const found = new Map<string, DecoratedMember>()
  for (const node of classChain(service, reading.checker)) {
    for (const member of node.members) {
      const [first, ...others] = reading.mycelia.decorators(member, decorator)
      if (first === undefined) continue
      const name = memberName(member, reading.checker)
      const refusal =
        refusalOf(member, name, decorator) ?? (name === undefined ? undefined : refuseName(name))
      if (refusal !== undefined) {
        const text = name ?? nameOf(member).getText()
        reading.problems.add(nameOf(member), { where: `${className}.${text}`, ...refusal })
      } else if (name !== undefined && ts.isMethodDeclaration(member) && !found.has(name)) {
        found.set(name, { name, node: member, decorations: [first, ...others] })
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

/** Why a decorated member cannot be called, if it cannot. */
function refusalOf(
  member: ts.ClassElement,
  name: string | undefined,
  decorator: EntrypointDecorator,
): MemberRefusal | undefined {
  const makePublic = `make it public, or take @${decorator} away`
  const flags = ts.getCombinedModifierFlags(member)
  if (!ts.isMethodDeclaration(member)) {
    const kind = ts.isAccessor(member) ? 'an accessor' : 'a field'
    return {
      message: `@${decorator} is on ${kind}, and only methods can be called`,
      hint: `write it as a method: \`${name ?? 'name'}() { ... }\``,
    }
  }
  if (ts.isPrivateIdentifier(member.name) || flags & ts.ModifierFlags.Private) {
    return { message: `@${decorator} is on a private method`, hint: makePublic }
  }
  if (flags & ts.ModifierFlags.Protected) {
    return { message: `@${decorator} is on a protected method`, hint: makePublic }
  }
  if (flags & ts.ModifierFlags.Static) {
    return {
      message: `@${decorator} is on a static method, and calls are answered by instances`,
      hint: 'take `static` away',
    }
  }
  if (flags & ts.ModifierFlags.Abstract) {
    return {
      message: `@${decorator} is on an abstract method, and there is nothing to call`,
      hint: `move @${decorator} to the method that implements it`,
    }
  }
  if (name === undefined) {
    return {
      message: `@${decorator} is on a method whose name is computed when the program runs`,
      hint: 'write the name as it is',
    }
  }
  return undefined
}
