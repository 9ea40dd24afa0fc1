import type { Type } from 'mycelia/contract'

/**
 * A part of a contract with every object refusing more properties than its own. Types are plain
 * data, and nothing else in a contract has their kind.
 */
export function exactly<T>(part: T): T {
  return mark(part) as T
}

function mark(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(mark)
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part).map(([name, value]) => [name, mark(value)])
  const copy: object = Object.fromEntries(entries)
  return isClosed(copy) ? { ...copy, exact: true } : copy
}

function isClosed(part: object): boolean {
  const { kind, index } = part as Partial<Extract<Type, { kind: 'object' }>>
  return kind === 'object' && index === undefined
}
