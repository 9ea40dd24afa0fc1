import type { NamedType } from 'mycelia/contract'
import { refsIn } from './refs-in.js'

/** A named type, and those that it refers to before they are there: it is part of a circle. */
export interface OrderedType {
  readonly name: string
  readonly named: NamedType
  readonly later: ReadonlySet<string>
}

/** Named types, each behind those that it refers to, as far as they form no circles. */
export function orderTypes(types: Readonly<Record<string, NamedType>>): readonly OrderedType[] {
  const done = new Set<string>()
  const begun = new Set<string>()
  const ordered: OrderedType[] = []
  // A stack of its own: types may refer to each other in a chain of any length.
  const visit = (first: string) => {
    const stack = [{ name: first, refs: refsOf(types, first) }]
    begun.add(first)
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.refs.shift()
      if (next === undefined) {
        stack.pop()
        const { name } = top
        const later = new Set(refsOf(types, name).filter((ref) => !done.has(ref)))
        ordered.push({ name, named: types[name]!, later })
        done.add(name)
      } else if (!begun.has(next)) {
        begun.add(next)
        stack.push({ name: next, refs: refsOf(types, next) })
      }
    }
  }
  for (const name of Object.keys(types)) if (!begun.has(name)) visit(name)
  return ordered
}

function refsOf(types: Readonly<Record<string, NamedType>>, name: string): string[] {
  const named = types[name]
  return named === undefined ? [] : refsIn(named.type).filter((ref) => types[ref] !== undefined)
}
