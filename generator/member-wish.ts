import type { Contract } from 'mycelia/contract'
import type { MemberRequest } from './edit/index.js'

/** A member as it is asked for: what the project knows of it is added here. */
export type MemberWish =
  | Omit<Extract<MemberRequest, { readonly kind: 'rpc' }>, 'service'>
  | Omit<Extract<MemberRequest, { readonly kind: 'client' }>, 'module'>
  | Omit<Extract<MemberRequest, { readonly kind: 'event' }>, 'service' | 'isThere' | 'reference'>
  | Omit<Extract<MemberRequest, { readonly kind: 'timer' }>, 'service' | 'isThere'>
  | Omit<Extract<MemberRequest, { readonly kind: 'http' }>, 'service' | 'isThere'>

/** Whether a service has a member, as its contract tells. What is not asked for can be anything. */
export function hasMember(member: MemberWish, contract: Contract): boolean {
  switch (member.kind) {
    case 'rpc':
      return contract.methods.some(({ name }) => name === member.method)
    case 'client':
      return contract.injects.some(({ field }) => field === member.field)
    case 'event':
      return contract.handlers.some(
        ({ method, from, type, handler }) =>
          method === member.method &&
          from === member.from &&
          type === member.type &&
          handler === (member.handler ?? handler),
      )
    case 'timer':
      return (contract.timers ?? []).some(
        ({ method, when, timeZone }) =>
          method === member.method &&
          when === (member.cron ?? member.every) &&
          timeZone === (member.timeZone ?? timeZone),
      )
    case 'http':
      return (contract.http ?? []).some(
        ({ method, verb, path, status }) =>
          method === member.method &&
          verb === member.verb &&
          path === member.path &&
          status === (member.status ?? status),
      )
  }
}
