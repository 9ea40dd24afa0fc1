// What generated checks are written with. Values are `any`: nothing is known of them yet.

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

/** Whether a value is a plain object, each own property of which passes, whatever its name. */
export function isRecord(value: any, isValue?: (item: any) => boolean): boolean {
  if (!isPlainObject(value)) return false
  return isValue === undefined || isRest(value, [], isValue)
}

/** Whether the own properties of an object, beyond the known ones, pass. */
export function isRest(
  value: any,
  known: readonly string[],
  isValue: (item: any) => boolean,
): boolean {
  // Twice as fast as a list of the keys; what is inherited is told apart only where it does not pass.
  for (const key in value) {
    if (!isValue(value[key]) && !known.includes(key) && Object.hasOwn(value, key)) return false
  }
  return true
}

/** Whether an object has no own properties but the known ones. */
export function isExact(value: any, known: readonly string[]): boolean {
  for (const key in value) if (!known.includes(key) && Object.hasOwn(value, key)) return false
  return true
}

/** A property with a name that all objects inherit, such as `toString`: only if it is its own. */
export function own(value: any, name: string): any {
  if (value === null || value === undefined) return undefined
  return Object.hasOwn(value, name) ? value[name] : undefined
}

/** Made by a literal, by JSON or without a prototype, in this realm or another. */
export function isPlainObject(value: any): boolean {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return true
  return Object.getPrototypeOf(prototype) === null && !Array.isArray(value)
}
