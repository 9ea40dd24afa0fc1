/**
 * kombu from 5.3 on wraps up what JSON has no form for, `{"__type__": "decimal", "__value__": "1.10"}`
 * (`kombu/utils/json.py`), where before it wrote the text alone. Here it is the text either way: of a
 * `Decimal`, a `UUID` and a `time`. What stands for a date is left to the codec of dates.
 */
export function unwrapKombuObjects(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const text = wrappedText(value)
  if (text !== undefined) return text
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === 'object') (value as Record<string, unknown>)[key] = unwrapKombuObjects(item)
  }
  return value
}

/** Whether there may be something to unwrap: a quick look at the text. */
export function mayHoldKombuObjects(text: string): boolean {
  return text.includes('"__type__"')
}

function wrappedText(object: object): string | undefined {
  const { __type__: type, __value__: value } = object as Readonly<Record<string, unknown>>
  if (type === undefined || value === undefined || Object.keys(object).length !== 2)
    return undefined
  if (type === 'decimal' || type === 'time') return typeof value === 'string' ? value : undefined
  return type === 'uuid' ? uuidText(value) : undefined
}

/** `{"hex": "12345678123456781234567812345678"}` as Python writes a UUID itself. */
function uuidText(value: unknown): string | undefined {
  const hex = typeof value === 'object' && value !== null && 'hex' in value ? value.hex : value
  if (typeof hex !== 'string' || !/^[\da-f]{32}$/i.test(hex)) return undefined
  return hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
