import { createHash } from 'node:crypto'
import { calledErrors } from './called-errors.js'
import type { Contract, NamedType } from './contract.js'

/** What says nothing about how to call a service. */
const INCIDENTAL: ReadonlySet<string> = new Set(['doc', 'source', 'className', 'default'])

/**
 * The identity of a contract: 16 hexadecimal digits that change when, and only when, the way to
 * call the service changes. Docs, positions, the class's name, the order of named types and of
 * object keys, and what the service itself injects or handles, do not count.
 */
export function contractHash(contract: Contract): string {
  const { methods, events } = contract
  const errors = calledErrors(contract)
  const told = { methods, errors, events }
  const text = canonical({
    service: contract.service,
    methods: sorted(methods, (method) => method.name),
    // As pairs: a type may be called `doc`.
    types: sorted(namedIn(told, contract.types), ([name]) => name),
    errors: sorted(errors, (error) => error.code),
    events: sorted(events, (event) => event.type),
  })
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** The named types that something mentions, directly or not. */
function namedIn(
  value: unknown,
  types: Contract['types'],
): readonly (readonly [string, NamedType])[] {
  const found = new Map<string, NamedType>()
  const pending: unknown[] = [value]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue
    const { kind, name } = next as { readonly kind?: unknown; readonly name?: unknown }
    const isRef = kind === 'ref' && typeof name === 'string' && Object.hasOwn(types, name)
    const named = isRef ? types[name] : undefined
    if (isRef && named !== undefined && !found.has(name)) {
      found.set(name, named)
      pending.push(named)
    }
    for (const part of Object.values(next)) if (part !== undefined) pending.push(part)
  }
  return [...found]
}

function sorted<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** JSON with sorted keys, less what is incidental. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([key, item]) => item !== undefined && !INCIDENTAL.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`
}
