/**
 * Built-in types that travel by value, by their names in TypeScript: what their JSON form is.
 * `mycelia/codec` converts each.
 */
export const builtins = {
  Date: 'string',
  bigint: 'string',
  URL: 'string',
  RegExp: 'object',
  Uint8Array: 'string',
  Buffer: 'string',
  ArrayBuffer: 'string',
  Int8Array: 'array',
  Uint8ClampedArray: 'array',
  Int16Array: 'array',
  Uint16Array: 'array',
  Int32Array: 'array',
  Uint32Array: 'array',
  Float32Array: 'array',
  Float64Array: 'array',
  BigInt64Array: 'array',
  BigUint64Array: 'array',
  'Temporal.Instant': 'string',
  'Temporal.ZonedDateTime': 'string',
  'Temporal.PlainDate': 'string',
  'Temporal.PlainTime': 'string',
  'Temporal.PlainDateTime': 'string',
  'Temporal.PlainYearMonth': 'string',
  'Temporal.PlainMonthDay': 'string',
  'Temporal.Duration': 'string',
} as const

/** The name of a {@link builtins built-in type}. */
export type BuiltinName = keyof typeof builtins

/** Whether a name is that of a {@link builtins built-in type}. */
export function isBuiltinName(name: string): name is BuiltinName {
  return Object.hasOwn(builtins, name)
}
