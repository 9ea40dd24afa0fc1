import * as z from 'zod'

/** `undefined` where it has a place, as an item or a result: it travels as `null`. */
export function absent(): z.ZodType<undefined> {
  return z.codec(z.union([z.undefined(), z.null()]), z.undefined(), {
    decode: () => undefined,
    encode: () => undefined,
  }) as any
}

/** A value, or {@link absent}. */
export function orAbsent(schema: z.ZodType): z.ZodType {
  return z.union([absent(), schema])
}
