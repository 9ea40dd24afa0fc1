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

/** Whether a value is an object, each own property of which passes. */
export function isRecord(
  value: any,
  isValue: (item: any) => boolean,
  isKey?: (key: string) => boolean,
): boolean {
  if (!isObject(value)) return false
  for (const key of Object.keys(value)) {
    if (!isValue(value[key]) || (isKey !== undefined && !isKey(key))) return false
  }
  return true
}

/** A copy of an object with each own property's value turned into another. */
export function mapRecord(value: any, map: (item: any) => any): any {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item)]))
}
