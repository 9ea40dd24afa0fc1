import { isPlainObject } from './checks.js'

/** One member of a union: how its values are told, and what is made of them. @default themselves */
export type Fit = readonly [fits: (value: any) => boolean, map?: (value: any) => any]

/**
 * Converts a value of a union whose members overlap, as those of `{ a } | { a, b }` do: it may be
 * of several, and what any of them declares is kept.
 */
export function mapFitting(value: any, ...members: readonly Fit[]): any {
  let result: any
  let found = false
  for (const [fits, map] of members) {
    if (!fits(value)) continue
    const mapped = map === undefined ? value : map(value)
    result = found ? merge(result, mapped) : mapped
    found = true
  }
  return found ? result : value
}

/** Joins two pictures of one value: the properties of both; where both say something, the later. */
export function merge(a: any, b: any): any {
  if (Array.isArray(a) && Array.isArray(b)) return b.map((item, index) => merge(a[index], item))
  if (!isPlainObject(a) || !isPlainObject(b)) return b
  const joint = Object.keys(b).map((key) => [
    key,
    Object.hasOwn(a, key) ? merge(a[key], b[key]) : b[key],
  ])
  return { ...a, ...Object.fromEntries(joint) }
}
