import { type Doc, innerOperation, operation } from './layout.js'

/** What has to hold, simplified as it is put together. */
export type Condition =
  | { readonly is: 'test'; readonly test: Doc }
  | { readonly is: 'all' | 'any'; readonly of: readonly Condition[] }

/** It always holds. */
export const always: Condition = { is: 'all', of: [] }

export function test(...test: readonly Doc[]): Condition {
  return { is: 'test', test }
}

export function allOf(conditions: readonly Condition[]): Condition {
  return combine('all', conditions)
}

/** What several of them ask first is asked once: `a && (b || c)` for `(a && b) || (a && c)`. */
export function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.some(holdsAlways)) return always
  const flat = combine('any', conditions)
  if (flat.is !== 'any') return flat
  return combine('any', groupByStart(flat.of).map(factored))
}

/** Alternatives that begin with the same, together. */
function groupByStart(conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  const groups = new Map<string, Condition[]>()
  for (const condition of conditions) {
    const start = JSON.stringify(partsOf(condition)[0])
    groups.set(start, [...(groups.get(start) ?? []), condition])
  }
  return [...groups.values()]
}

function factored(alternatives: readonly Condition[]): Condition {
  const [first = always, ...others] = alternatives
  if (others.length === 0) return first
  const [start = always] = partsOf(first)
  const rests = alternatives.map((condition) => allOf(partsOf(condition).slice(1)))
  return allOf([start, anyOf(rests)])
}

/** What has to hold together. */
export function partsOf(condition: Condition): readonly Condition[] {
  return condition.is === 'all' ? condition.of : [condition]
}

export function holdsAlways(condition: Condition): boolean {
  return condition.is === 'all' && condition.of.length === 0
}

function combine(is: 'all' | 'any', conditions: readonly Condition[]): Condition {
  const parts = conditions.flatMap((condition) =>
    condition.is === is ? condition.of : [condition],
  )
  const of = [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()]
  const [only] = of
  return only !== undefined && of.length === 1 ? only : { is, of }
}

/** The condition as an expression. */
export function printCondition(condition: Condition): Doc {
  return print(condition, operation)
}

function print(condition: Condition, printOperation: typeof operation): Doc {
  if (condition.is === 'test') return condition.test
  if (condition.of.length === 0) return String(condition.is === 'all')
  const operands = condition.of.map((part) => print(part, innerOperation))
  return printOperation(condition.is === 'all' ? '&&' : '||', operands)
}
