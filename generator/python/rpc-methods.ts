import type { SyntaxNode } from '@lezer/common'
import { type Binding, type Class, membersOf } from './module.js'
import type { Notes } from './notes.js'
import type { RpcMethod } from './read-method.js'
import type { Meaning, Resolver } from './resolve.js'
import { textOf, within } from './syntax.js'

/** Nameko's own entrypoint for calls, by its full names. */
const RPC = /^nameko\.rpc\.(?:rpc|Rpc\.decorator)$/

/** Names of Nameko's own that are no entrypoint for calls over AMQP. */
const OTHER = /^nameko\./

/** The methods of a service that callers can reach, its own and those that it inherits. */
export function rpcMethods(type: Class, resolver: Resolver, notes: Notes): readonly RpcMethod[] {
  const found = new Map<string, RpcMethod | undefined>()
  for (const owner of resolver.ancestry(type).classes) {
    const members = membersOf(owner)
    for (const [name, binding] of members) {
      // What a nearer class has under this name stands, whether it can be called or not.
      if (found.has(name)) continue
      const method = functionOf(binding, members, owner)
      const isRpc = method?.decorators.some((node) => isRpcDecorator(owner, node, resolver, notes))
      found.set(
        name,
        method && isRpc ? { name, code: within(owner, method.node), in: owner } : undefined,
      )
    }
  }
  return [...found.values()].filter((method) => method !== undefined)
}

/** The function behind a member: itself, or the one that it is another name of. */
function functionOf(
  binding: Binding | undefined,
  members: ReadonlyMap<string, Binding>,
  owner: Class,
  hops = 0,
): Extract<Binding, { readonly is: 'function' }> | undefined {
  if (binding?.is === 'function') return binding
  if (binding?.is !== 'value' || binding.value?.name !== 'VariableName' || hops > 10)
    return undefined
  return functionOf(members.get(textOf(within(owner, binding.value))), members, owner, hops + 1)
}

function isRpcDecorator(owner: Class, node: SyntaxNode, resolver: Resolver, notes: Notes): boolean {
  const code = within(owner, node)
  const meaning = resolver.decorator(code)
  if (meaning === undefined) return false
  if (meaning.is === 'member') return meaning.name === 'decorator' && isRpcClass(meaning, resolver)
  if (meaning.is !== 'outside') return false
  if (RPC.test(meaning.name)) return true
  if (
    OTHER.test(meaning.name) ||
    !meaning.name.endsWith('.rpc') ||
    meaning.name.startsWith('builtins.')
  )
    return false
  notes.add(
    code,
    `\`${textOf(code)}\` of ${meaning.name.slice(0, -'.rpc'.length)} is taken for Nameko's @rpc`,
  )
  return true
}

/** An entrypoint of the project's own, made from Nameko's. */
function isRpcClass(
  { of }: Extract<Meaning, { readonly is: 'member' }>,
  resolver: Resolver,
): boolean {
  return resolver.ancestry(of).outside.includes('nameko.rpc.Rpc')
}
