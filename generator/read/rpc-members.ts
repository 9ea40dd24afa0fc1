import type { ts } from 'ts-morph'
import { type DecoratedMember, findDecoratedMembers } from './decorated-members.js'
import type { Decoration } from './mycelia-exports.js'
import type { Reading } from './reading.js'
import { RESERVED_METHODS } from './wire-name.js'

/**
 * A method that is decorated with `@rpc`, or with `@websocket`, which says the same of it; here or in
 * a class that this one extends.
 */
export interface RpcMember extends DecoratedMember {
  readonly decorator: 'rpc' | 'websocket'
  readonly decoration: Decoration
}

/** The methods that a service's class offers, its own first; what cannot be one is reported. */
export function findRpcMembers(
  service: ts.ClassLikeDeclaration,
  className: string,
  reading: Reading,
): readonly RpcMember[] {
  const members = findDecoratedMembers(service, className, 'rpc', reading, (name) =>
    RESERVED_METHODS.has(name)
      ? {
          message: `\`${name}\` cannot be the name of a method: clients, or JavaScript itself, use it`,
          hint: `call it something else; @rpc({ name: '${name}' }) keeps the name on the wire`,
        }
      : undefined,
  )
  return members.map((member) => ({
    ...member,
    decorator: 'rpc',
    decoration: member.decorations[0],
  }))
}
