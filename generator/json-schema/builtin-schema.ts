import { type BuiltinName, builtins } from 'mycelia/contract'

/** What there is to say of a built-in type beyond the kind of its JSON form. */
const DETAILS: { readonly [Name in BuiltinName]?: Readonly<Record<string, unknown>> } = {
  Date: { format: 'date-time' },
  bigint: { pattern: '^-?\\d+$' },
  URL: { format: 'uri' },
  RegExp: {
    properties: { source: { type: 'string' }, flags: { type: 'string' } },
    required: ['source', 'flags'],
  },
  Uint8Array: { contentEncoding: 'base64' },
  Buffer: { contentEncoding: 'base64' },
  ArrayBuffer: { contentEncoding: 'base64' },
  BigInt64Array: { items: { type: 'string', pattern: '^-?\\d+$' } },
  BigUint64Array: { items: { type: 'string', pattern: '^\\d+$' } },
  'Temporal.Instant': { format: 'date-time' },
  'Temporal.PlainDate': { format: 'date' },
  'Temporal.Duration': { format: 'duration' },
}

/** The schema of a built-in type's JSON form. */
export function builtinSchema(name: BuiltinName): Readonly<Record<string, unknown>> {
  const type = builtins[name]
  const items = type === 'array' ? { items: { type: 'number' } } : {}
  return { type, ...items, ...DETAILS[name] }
}
