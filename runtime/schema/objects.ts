import * as z from 'zod'

/** TypeScript's `object`: any object or array. */
export function nonPrimitive(): z.ZodType<object> {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null
  return z.any().refine(isObject, 'Invalid input: expected an object or an array')
}

/** An object with properties that are called as what all objects inherit: `constructor`. */
export function ownProperties(schema: z.ZodType): z.ZodType {
  const before = z.codec(z.any(), z.any(), { decode: withoutPrototype, encode: (value) => value })
  const after = z.codec(z.any(), z.any(), { decode: (value) => value, encode: withoutPrototype })
  return before.pipe(schema).pipe(after)
}

function withoutPrototype(value: any): any {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? Object.assign(Object.create(null), value) : value
}
