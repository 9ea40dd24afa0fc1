import * as z from 'zod'
import { merge } from '../codec/index.js'

/**
 * A union whose members overlap, as those of `{ a } | { a, b }` do: a value may be of several, and
 * what any of them declares is kept.
 */
export function fitting(members: readonly z.ZodType[]): z.ZodType {
  const convert =
    (convertTo: (schema: z.ZodType, value: any) => z.ZodSafeParseResult<any>) =>
    (value: any, payload: z.core.ParsePayload) => {
      const outcomes = members.map((member) => convertTo(member, value))
      const fits = outcomes.filter(({ success }) => success)
      if (fits.length > 0) return fits.map(({ data }) => data).reduce(merge)
      const errors = outcomes.map(({ error }) => error?.issues ?? [])
      payload.issues.push({ code: 'invalid_union', errors, input: value } as never)
      return z.NEVER
    }
  return z.codec(z.any(), z.any(), {
    decode: convert((schema, value) => schema.safeDecode(value)) as never,
    encode: convert((schema, value) => schema.safeEncode(value)) as never,
  })
}
