// What generated codecs are written with. Values are `any` here: nothing is known of them yet.

export function isString(value: any): boolean {
  return typeof value === 'string'
}

export function isBoolean(value: any): boolean {
  return typeof value === 'boolean'
}

/** Whether a value is of a type that has none. */
export function isNever(_value: any): boolean {
  return false
}

/** Whether a value is an object with properties of its own: not null, not an array. */
export function isObject(value: any): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a value is an array, each item of which passes. */
export function isArray(value: any, isItem: (item: any) => boolean): boolean {
  if (!Array.isArray(value)) return false
  for (let i = 0; i < value.length; i++) if (!isItem(value[i])) return false
  return true
}

/** Whether a value is a plain object, each own property of which passes, whatever its name. */
export function isRecord(value: any, isValue?: (item: any) => boolean): boolean {
  if (!isPlainObject(value)) return false
  if (isValue === undefined) return true
  for (const key of Object.keys(value)) if (!isValue(value[key])) return false
  return true
}

/** Whether the own properties of an object, beyond the known ones, pass. */
export function isRest(
  value: any,
  known: readonly string[],
  isValue: (item: any) => boolean,
): boolean {
  for (const key of Object.keys(value)) {
    if (!known.includes(key) && !isValue(value[key])) return false
  }
  return true
}

/** A copy of an object with each own property's value turned into another. */
export function mapRecord(value: any, map: (item: any) => any): any {
  return mapRest(value, [], map)
}

/** As {@link mapRecord}, without the known properties. */
export function mapRest(value: any, known: readonly string[], map: (item: any) => any): any {
  const entries: [string, any][] = []
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) entries.push([key, map(value[key])])
  }
  // Unlike assignment, it makes an own property of any name.
  return Object.fromEntries(entries)
}

/** A copy of a tuple with its items turned into others; an absent function leaves them as they are. */
export function mapTuple(
  value: any,
  maps: readonly (((item: any) => any) | undefined)[],
  rest?: (item: any) => any,
): any {
  return value.map((item: any, index: number) => {
    const map = index < maps.length ? maps[index] : rest
    return map === undefined ? item : map(item)
  })
}

/** A property whose name every object inherits, `toString` for one: only if it is its own. */
export function own(value: any, name: string): any {
  return Object.hasOwn(value, name) ? value[name] : undefined
}

/** One member of a union: how its values are told, and what is made of them. */
export type Fit = readonly [fits: (value: any) => boolean, map: (value: any) => any]

/**
 * What is made of a value of a union whose members overlap, as those of `{ a } | { a, b }` do. It
 * may be of several; what any of them declares is kept.
 */
export function mapFitting(value: any, ...members: readonly Fit[]): any {
  let result: any
  let found = false
  for (const [fits, map] of members) {
    if (!fits(value)) continue
    result = found ? merge(result, map(value)) : map(value)
    found = true
  }
  return found ? result : value
}

/** Joins two pictures of one value: properties of both; where both say something, the later. */
export function merge(a: any, b: any): any {
  if (Array.isArray(a) && Array.isArray(b)) return b.map((item, i) => merge(a[i], item))
  if (!isPlainObject(a) || !isPlainObject(b)) return b
  const joint = Object.entries(b).map(([key, item]) => [
    key,
    Object.hasOwn(a, key) ? merge(a[key], item) : item,
  ])
  return { ...a, ...Object.fromEntries(joint) }
}

/** Made by a literal, by JSON or without a prototype; in this realm or in another. */
function isPlainObject(value: any): boolean {
  if (!isObject(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
