// What generated code for `Set` and `Map` is written with. Values are `any`: nothing is known yet.

/** Whether a value is a Set, each item of which passes. */
export function isSet(value: any, isItem?: (item: any) => boolean): boolean {
  if (!(value instanceof Set)) return false
  if (isItem !== undefined) for (const item of value) if (!isItem(item)) return false
  return true
}

/** Whether a value is a Map, each key and value of which pass. */
export function isMap(
  value: any,
  isKey?: (key: any) => boolean,
  isValue?: (item: any) => boolean,
): boolean {
  if (!(value instanceof Map)) return false
  for (const [key, item] of value) {
    if (isKey !== undefined && !isKey(key)) return false
    if (isValue !== undefined && !isValue(item)) return false
  }
  return true
}
