import * as z from 'zod'

/** A Set, from and to an array. */
export function setOf(items: z.ZodType): z.ZodType {
  return z.codec(z.array(items), z.set(z.any()), {
    decode: (json) => new Set<any>(json),
    encode: (value) => [...value],
  })
}

/** A Map, from and to an array of pairs. */
export function mapOf(key: z.ZodType, value: z.ZodType): z.ZodType {
  return z.codec(z.array(z.tuple([key, value])), z.map(z.any(), z.any()), {
    decode: (json) => new Map<any, any>(json as any),
    encode: (value) => [...value],
  })
}

/** A Map with strings as keys, from and to an object. */
export function objectMapOf(key: z.ZodType, value: z.ZodType): z.ZodType {
  const isKey = (name: string) => key.safeParse(name).success
  const form = z
    .record(z.string(), value)
    .refine((json) => Object.keys(json).every(isKey), 'Invalid input: a key is not of its type')
  return z.codec(form, z.map(z.any(), z.any()), {
    decode: (json) => new Map<any, any>(Object.entries(json)),
    encode: (value) => Object.fromEntries(value),
  })
}
