import type { Contract, Type } from 'mycelia/contract'

/** What a service can be given, and all types that have a name, with every object refusing more. */
export function exactTypes<Parts extends Partial<Contract>>(parts: Parts): Parts {
  return exactly(parts) as Parts
}

/** Types are plain data, and nothing else in a contract has their kind. */
function exactly(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(exactly)
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part).map(([name, value]) => [name, exactly(value)])
  const copy: object = Object.fromEntries(entries)
  return isClosed(copy) ? { ...copy, exact: true } : copy
}

function isClosed(part: object): boolean {
  const { kind, index } = part as Partial<Extract<Type, { kind: 'object' }>>
  return kind === 'object' && index === undefined
}
